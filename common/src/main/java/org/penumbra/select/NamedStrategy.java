package org.penumbra.select;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The strategies that batches can be composed by: the method, its parts and its rivals. */
public enum NamedStrategy {
  /** Boundary pairs and the top-scored. */
  RECIPE("recipe"),
  /** The recipe while there are no pairs yet: diverse margin in their place. */
  RECIPE_FIRST("recipe-first"),
  /** The method as published: boundary pairs alone. */
  BOUNDARY("boundary"),
  RANDOM("random"),
  /** {@link StratifiedByLabel} by the teacher's prediction. */
  STRATIFIED_PSEUDO("stratified-pseudo"),
  /** {@link StratifiedByLabel} by the student's prediction. */
  STRATIFIED_STUDENT("stratified-student"),
  MARGIN("margin"),
  ENTROPY("entropy"),
  TOP_SCORED("top-scored"),
  K_CENTER("k-center"),
  /** {@link KMeansRepresentatives}. */
  K_MEANS("k-means"),
  /** {@link ContrastiveActiveLearning}. */
  CAL("cal"),
  CLUSTER_MARGIN("cluster-margin"),
  /** {@link Learnability}. */
  JEST("jest"),
  /** {@link TeacherReference}. */
  ACID("acid"),
  /** Chooses like {@link #ACID}; its distillation is the student's business. */
  ACED("aced");

  private final String label;

  NamedStrategy(String label) {
    this.label = label;
  }

  /** The name as it stands in settings and datasets. */
  public String label() {
    return label;
  }

  /** The strategy of a name. */
  public static NamedStrategy of(String label) {
    return Arrays.stream(values())
        .filter(strategy -> strategy.label.equals(label))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(unknown(label)));
  }

  private static String unknown(String label) {
    return Arrays.stream(values())
        .map(NamedStrategy::label)
        .collect(Collectors.joining(", ", "No strategy '" + label + "'; there are ", ""));
  }
}
