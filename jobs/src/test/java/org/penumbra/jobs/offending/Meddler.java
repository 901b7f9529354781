package org.penumbra.jobs.offending;

/** Strings jobs together though it is no conductor, one of them by its result. */
record Meddler(EarlyJob early, LateJob.Result late) {

  void leave() {
    System.exit(1);
  }
}
