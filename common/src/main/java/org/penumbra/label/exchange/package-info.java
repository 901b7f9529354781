/** Batches as files for labelling tools; what comes back is read by {@code LabelReader}. */
package org.penumbra.label.exchange;
