/** What must not leave the run is taken out of its texts. */
package org.penumbra.redact;
