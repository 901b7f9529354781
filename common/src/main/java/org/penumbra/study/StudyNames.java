package org.penumbra.study;

import java.util.Set;

/** Names in the dataset {@code study} that mean something to its summary. */
public final class StudyNames {

  /** The strategy whose one row per seed has experts label the whole pool. */
  public static final String ALL_EXPERT = "all-expert";

  /** The strategy whose labels are crowd judgements, over a grid up to the pool. */
  public static final String CROWD = "crowd";

  /** Not a strategy: what is true of the pool before anything is chosen, at 0 labels. */
  public static final String CORPUS = "corpus";

  /** What a strategy's name ends in where an audit sample is part of its budget. */
  public static final String AUDITED = "+audit";

  private static final Set<String> REFERENCES = Set.of(ALL_EXPERT, CROWD, CORPUS);

  private StudyNames() {}

  /** Whether a strategy spends a budget of expert judgements, rather than being a reference. */
  public static boolean spendsExperts(String strategy) {
    return !REFERENCES.contains(strategy);
  }
}
