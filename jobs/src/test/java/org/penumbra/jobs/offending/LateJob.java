package org.penumbra.jobs.offending;

/** A job that knows no other. */
record LateJob(int rows) {

  record Result(int rows) {}
}
