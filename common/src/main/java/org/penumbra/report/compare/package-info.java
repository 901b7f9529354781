/** Two runs, or two rounds of one, side by side. */
package org.penumbra.report.compare;
