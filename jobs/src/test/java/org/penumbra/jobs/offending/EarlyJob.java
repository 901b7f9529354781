package org.penumbra.jobs.offending;

/** A job that hands its result to another one itself. */
record EarlyJob(LateJob next) {}
