package org.penumbra.jobs.offending;

/** May know them all. */
record Round(EarlyJob early, LateJob late) {}
