package org.penumbra.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;

/** What stands in for a large language model, which is not at hand: a name and its answers. */
record TriageTeacher(String name, List<Boolean> answers) {

  /**
   * The reference labels, wrong at random as often as makes a stated kappa with them, and as often
   * positive as they are. No model errs at random; what it misses is more alike than that.
   */
  static TriageTeacher noisy(
      List<Boolean> truth, double prevalence, double kappa, SplittableRandom random) {
    double missed = (1 - kappa) * (1 - prevalence);
    double invented = (1 - kappa) * prevalence;
    List<Boolean> answers = new ArrayList<>();
    for (boolean positive : truth) {
      answers.add(positive ? random.nextDouble() >= missed : random.nextDouble() < invented);
    }
    return new TriageTeacher("reference, kappa %.1f".formatted(kappa), answers);
  }

  /** The highest few-shot scores, as many as there are positives in the corpus. */
  static TriageTeacher fewShot(
      ThinnedTexts corpus, int texts, double prevalence, IntToDoubleFunction score) {
    double cut = corpus.quantile(score, 1 - prevalence);
    List<Boolean> answers = new ArrayList<>();
    for (int text = 0; text < texts; text++) {
      answers.add(score.applyAsDouble(text) >= cut);
    }
    return new TriageTeacher("few-shot score", answers);
  }
}
