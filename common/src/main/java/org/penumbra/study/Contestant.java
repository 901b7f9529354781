package org.penumbra.study;

import java.util.List;
import org.penumbra.pair.NearDuplicates;
import org.penumbra.select.BatchComposer;
import org.penumbra.select.ColdStart;
import org.penumbra.select.Margin;
import org.penumbra.select.NamedStrategy;
import org.penumbra.select.Strategies;

/**
 * A strategy that takes part in a study. All start from the same cold start.
 *
 * @param name as the dataset has it
 * @param strategy how it chooses
 * @param auditShare share of its budget that the audit takes, in [0, 1]
 * @param topShare share of the recipe's top-scored arm
 */
record Contestant(String name, NamedStrategy strategy, double auditShare, double topShare) {

  private static final int PAIR_MULTIPLE = 6;

  /**
   * A contestant by name: that of a strategy, alone or with {@link StudyNames#AUDITED} behind it.
   * The recipe has its audit anyhow.
   */
  static Contestant named(String name, double auditShare, double topShare) {
    boolean audited = name.endsWith(StudyNames.AUDITED);
    NamedStrategy strategy =
        NamedStrategy.of(
            audited ? name.substring(0, name.length() - StudyNames.AUDITED.length()) : name);
    boolean recipe = strategy == NamedStrategy.RECIPE || strategy == NamedStrategy.RECIPE_FIRST;
    return new Contestant(name, strategy, audited || recipe ? auditShare : 0, topShare);
  }

  /** Fills the batch before there is a student. */
  BatchComposer coldStart(long seed) {
    return new BatchComposer(
        NearDuplicates.standard(),
        0,
        List.of(),
        new ColdStart(ColdStart.TOP_SHARE, seed),
        new Margin(1),
        Integer.MAX_VALUE);
  }

  /**
   * Fills a batch.
   *
   * @param batch from 0, the first that a student has scored
   */
  BatchComposer composer(int batch, long seed) {
    return new Strategies(NearDuplicates.standard(), auditShare, topShare, PAIR_MULTIPLE, seed)
        .composer(inBatch(batch));
  }

  /** Whether a batch needs pairs. */
  boolean pairs(int batch) {
    NamedStrategy now = inBatch(batch);
    return now == NamedStrategy.RECIPE || now == NamedStrategy.BOUNDARY;
  }

  private NamedStrategy inBatch(int batch) {
    return strategy == NamedStrategy.RECIPE && batch == 0 ? NamedStrategy.RECIPE_FIRST : strategy;
  }
}
