/** Pages of one file, for browsers: they open from disk and ask the network for nothing. */
package org.penumbra.page;
