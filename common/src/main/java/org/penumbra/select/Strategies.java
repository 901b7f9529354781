package org.penumbra.select;

import java.util.List;
import org.penumbra.cluster.LloydClusterer;
import org.penumbra.pair.NearDuplicates;
import org.penumbra.select.BatchComposer.ArmShare;
import org.penumbra.select.StratifiedByLabel.Prediction;

/**
 * The composer of each strategy. Guards, the audit's share and widening from the cut are the same
 * in all; a rival's own parameters are those of its paper, unless a comment says why not.
 *
 * @param duplicates what counts as a near-duplicate
 * @param auditShare the audit's share of the budget, in [0, 1]
 * @param topShare the top-scored arm's share in the recipe, in [0, 1]
 * @param pairMultiple how many times the pairs wanted {@link BoundaryPairs} looks at
 * @param seed of the strategies that draw; another in each round
 */
public record Strategies(
    NearDuplicates duplicates, double auditShare, double topShare, int pairMultiple, long seed) {

  /** How many times the items wanted the diverse arms of the recipe look at. */
  private static final int DIVERSE_MULTIPLE = 3;

  private static final int KMEANS_ITERATIONS = 20;

  /** How many times the items wanted go into a rival's second step. */
  private static final int SHORTLIST_MULTIPLE = 10;

  private static final int ITEMS_PER_CLUSTER = 10;
  private static final int CAL_NEIGHBOURS = 10;
  private static final int CHUNKS = 16;

  /**
   * The scores of JEST and ACID are sums over thousands of pairs; the few small terms that they
   * have here would leave the draw next to random. With this factor what is drawn was, on made
   * data, worth over nine tenths of the most learnable.
   */
  private static final double GAIN = 10;

  /** A strategy's composer. */
  public BatchComposer composer(NamedStrategy name) {
    return new BatchComposer(
        duplicates, auditShare, arms(name), rest(name), new Margin(1), Integer.MAX_VALUE);
  }

  private List<ArmShare> arms(NamedStrategy name) {
    return switch (name) {
      case RECIPE, RECIPE_FIRST -> List.of(new ArmShare(new TopScored(DIVERSE_MULTIPLE), topShare));
      default -> List.of();
    };
  }

  private Strategy rest(NamedStrategy name) {
    return switch (name) {
      case RECIPE, BOUNDARY -> new BoundaryPairs(pairMultiple);
      case RECIPE_FIRST -> new Margin(DIVERSE_MULTIPLE);
      case RANDOM -> new RandomItems(seed);
      case STRATIFIED_PSEUDO -> new StratifiedByLabel(Prediction.TEACHER, seed);
      case STRATIFIED_STUDENT -> new StratifiedByLabel(Prediction.STUDENT, seed);
      case MARGIN -> new Margin(1);
      case ENTROPY -> new Entropy();
      case TOP_SCORED -> new TopScored(DIVERSE_MULTIPLE);
      case K_CENTER -> new KCenter();
      case K_MEANS ->
          new KMeansRepresentatives(
              new LloydClusterer(KMEANS_ITERATIONS), SHORTLIST_MULTIPLE, seed);
      case CAL -> new ContrastiveActiveLearning(CAL_NEIGHBOURS);
      case CLUSTER_MARGIN -> new ClusterMargin(SHORTLIST_MULTIPLE, ITEMS_PER_CLUSTER, seed);
      case JEST -> new Learnability(CHUNKS, SHORTLIST_MULTIPLE, GAIN, seed);
      case ACID, ACED -> new TeacherReference(CHUNKS, SHORTLIST_MULTIPLE, GAIN, seed);
    };
  }
}
