/** What people read of a run. */
package org.penumbra.report;
