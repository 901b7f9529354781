package org.penumbra.simulate;

import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.penumbra.StableHash;

/**
 * Simulated raters. An answer is fixed by the seed, the rater and the item: asked again, a rater
 * says the same.
 */
public final class SimulatedRaters {

  private static final String EXPERT = "simulated-expert-";
  private static final String CROWD = "simulated-crowd";

  private final long seed;

  public SimulatedRaters(long seed) {
    this.seed = seed;
  }

  /**
   * Experts who, on a curated batch (40 % positive, half of it borderline), reach a pairwise kappa
   * of about .8, most of their errors near the line.
   */
  public static List<RaterModel> experts(int number) {
    return named(number, name -> new RaterModel(name, .004, .102));
  }

  /**
   * A crowd rater who, on such a batch, reaches a kappa of about .5 with an expert, most of the
   * errors near the line.
   */
  public static RaterModel crowd() {
    return new RaterModel(CROWD, .06, .4);
  }

  /** Experts with one error rate, see {@link RaterModel#reaching}. */
  public static List<RaterModel> expertsReaching(int number, double kappa, double prevalence) {
    return named(number, name -> RaterModel.reaching(name, kappa, prevalence));
  }

  /** A crowd rater with one error rate, see {@link RaterModel#partnerReaching}. */
  public static RaterModel crowdReaching(double kappa, RaterModel expert, double prevalence) {
    return expert.partnerReaching(CROWD, kappa, prevalence);
  }

  /** The label, 0 or 1, that a rater gives to an item of some truth, 0 or 1. */
  public int answer(RaterModel rater, String itemId, int truth, boolean borderline) {
    double error = borderline ? rater.borderlineError() : rater.clearError();
    boolean wrong = StableHash.unit(seed, "answer of " + rater.name(), itemId) < error;
    return wrong ? 1 - truth : truth;
  }

  private static List<RaterModel> named(int number, Function<String, RaterModel> model) {
    return IntStream.rangeClosed(1, number).mapToObj(i -> model.apply(EXPERT + i)).toList();
  }
}
