package org.penumbra.study;

import java.util.List;
import java.util.function.ToIntFunction;
import org.penumbra.command.Command;
import org.penumbra.pair.NearDuplicates;
import org.penumbra.select.BatchComposer;
import org.penumbra.select.ColdStart;
import org.penumbra.select.CommandStrategy;
import org.penumbra.select.Margin;
import org.penumbra.select.NamedStrategy;
import org.penumbra.select.Strategies;
import org.penumbra.select.Strategy;

/** Somebody who takes part in a study. All start from the same cold start, if there is one. */
sealed interface Contestant {

  /**
   * Fills a batch.
   *
   * @param opening whether it is the first batch after a cold start: the student knows too little
   *     for the recipe's pairs
   * @param answers what experts said so far, by id of an item of the pool
   */
  BatchComposer composer(boolean opening, long seed, ToIntFunction<String> answers);

  /** Whether a batch needs pairs. */
  boolean pairs(boolean opening);

  /**
   * A contestant by name: that of a strategy or of a command, alone or with {@link
   * StudyNames#AUDITED} behind it. The recipe has its audit anyhow.
   *
   * @param auditShare share of its budget that the audit takes where it has a part, in [0, 1]
   * @param topShare share of the recipe's top-scored arm
   * @throws IllegalArgumentException if there is none
   */
  static Contestant named(String name, double auditShare, double topShare, List<Command> commands) {
    boolean audited = name.endsWith(StudyNames.AUDITED);
    String bare = audited ? name.substring(0, name.length() - StudyNames.AUDITED.length()) : name;
    return commands.stream()
        .filter(command -> command.name().equals(bare))
        .findFirst()
        .<Contestant>map(command -> new ByCommand(command, audited ? auditShare : 0))
        .orElseGet(() -> ours(NamedStrategy.of(bare), audited, auditShare, topShare));
  }

  private static Contestant ours(
      NamedStrategy strategy, boolean audited, double auditShare, double topShare) {
    boolean recipe = strategy == NamedStrategy.RECIPE || strategy == NamedStrategy.RECIPE_FIRST;
    return new Ours(strategy, audited || recipe ? auditShare : 0, topShare);
  }

  /** Fills the batch before there is a student. */
  static BatchComposer coldStart(long seed) {
    return composer(0, new ColdStart(ColdStart.TOP_SHARE, seed));
  }

  private static BatchComposer composer(double auditShare, Strategy strategy) {
    return new BatchComposer(
        NearDuplicates.standard(),
        auditShare,
        List.of(),
        strategy,
        new Margin(1),
        Integer.MAX_VALUE);
  }

  /** A strategy of this program. */
  record Ours(NamedStrategy strategy, double auditShare, double topShare) implements Contestant {

    private static final int PAIR_MULTIPLE = 6;

    @Override
    public BatchComposer composer(boolean opening, long seed, ToIntFunction<String> answers) {
      return new Strategies(NearDuplicates.standard(), auditShare, topShare, PAIR_MULTIPLE, seed)
          .composer(now(opening));
    }

    @Override
    public boolean pairs(boolean opening) {
      NamedStrategy now = now(opening);
      return now == NamedStrategy.RECIPE || now == NamedStrategy.BOUNDARY;
    }

    private NamedStrategy now(boolean opening) {
      return opening && strategy == NamedStrategy.RECIPE ? NamedStrategy.RECIPE_FIRST : strategy;
    }
  }

  /** A strategy outside it. */
  record ByCommand(Command command, double auditShare) implements Contestant {

    @Override
    public BatchComposer composer(boolean opening, long seed, ToIntFunction<String> answers) {
      return Contestant.composer(auditShare, new CommandStrategy(command, answers, seed));
    }

    @Override
    public boolean pairs(boolean opening) {
      return false;
    }
  }
}
