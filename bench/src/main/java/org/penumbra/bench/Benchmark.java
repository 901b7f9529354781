package org.penumbra.bench;

/** A comparison with a named baseline that fills one section of RESULTS.md. */
public interface Benchmark {

  /** As the command line and the section's markers call it, such as {@code assign}. */
  String name();

  /** The section's heading. */
  String title();

  /** Measures; the baselines run beside it, in the same call. */
  ResultTable run(BenchInput input) throws Exception;
}
