package org.penumbra.decide;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * How often each thing is said, over many simulated studies of one kind.
 *
 * @param study what is true
 * @param looks of each study
 */
record ErrorRates(Study study, List<List<Study.Look>> looks) {

  /** Simulates studies of one kind. */
  static ErrorRates of(Study study, int studies, int replicates) {
    return new ErrorRates(
        study, IntStream.range(0, studies).mapToObj(n -> study.looks(n, replicates)).toList());
  }

  /** The share of studies that give a verdict at any look. */
  double ever(Verdict verdict) {
    return share(looks -> looks.stream().anyMatch(look -> look.verdict() == verdict));
  }

  /** The share of studies whose gate has a status at any look. */
  double ever(Gate.Status status) {
    return share(looks -> looks.stream().anyMatch(look -> look.gate() == status));
  }

  /** The share of studies that give a verdict at the last look. */
  double atLast(Verdict verdict) {
    return share(looks -> looks.get(looks.size() - 1).verdict() == verdict);
  }

  /** The kinds of studies of the table. */
  static List<Study> studies() {
    List<Study> studies = new ArrayList<>();
    studies.add(Study.gaining("experts at the floor, model far off and gaining", .50, .08));
    studies.add(Study.steady("experts' kappa .60", .4, .60, .3));
    studies.add(Study.steady("10 % of answers unsure", .4, .88, .3).withUnsure(.10));
    studies.add(Study.steady("20 % of answers unsure", .4, .88, .3).withUnsure(.20));
    studies.add(Study.steady("experts' kappa .90", .4, .90, .3));
    studies.add(Study.steady("gap at the margin of .10", .4, .81, .10));
    studies.add(Study.steady("gap at the margin, 5 % positives", .05, .81, .10));
    studies.add(Study.steady("gap .05", .4, .81, .05));
    studies.add(Study.steady("gap 0", .4, .81, 0));
    studies.add(Study.steady("gap 0, 5 % positives", .05, .81, 0));
    studies.add(Study.steady("gap .20, no gain", .4, .81, .20));
    studies.add(Study.gaining("gap .40, gaining .04 a round", .40, .04));
    studies.add(Study.gaining("gap .50, gaining .08 a round", .50, .08));
    return studies;
  }

  private double share(Predicate<List<Study.Look>> said) {
    return (double) looks.stream().filter(said).count() / looks.size();
  }
}
