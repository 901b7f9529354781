/** What a new snapshot of a corpus brings: tests of two samples, and where they differ. */
package org.penumbra.drift;
