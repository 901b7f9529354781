/** Who is asked what: raters under pseudonyms, doubled items, hidden repeats, calibration. */
package org.penumbra.label.assign;
