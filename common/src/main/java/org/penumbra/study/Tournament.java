package org.penumbra.study;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.penumbra.command.Command;

/**
 * All plays of one draw: every strategy on the same pool and test set, and the arms that label at
 * random what nobody could pay for.
 *
 * @param plan what all plays have in common
 * @param draws how pools and test sets are drawn
 * @param auditShare share of a budget that the audit takes, where it has a part
 * @param topShare share that the recipe's top-scored arm takes
 * @param commands contestants outside this program, no two of one name
 * @param crowdFrom judgements that the crowd's curve begins with; each next point doubles them
 */
public record Tournament(
    PlayPlan plan,
    Draw.Plan draws,
    double auditShare,
    double topShare,
    List<Command> commands,
    int crowdFrom)
    implements Serializable {

  /**
   * Plays all strategies.
   *
   * @param strategies names of contestants, {@link StudyNames#ALL_EXPERT} or {@link
   *     StudyNames#CROWD}
   * @return no measurement where no draw can be made, see {@link Draw}
   */
  public List<Measurement> play(
      LabelledCorpus corpus, Roles.Rule rule, List<String> strategies, long seed) {
    List<Measurement> measured = new ArrayList<>();
    Roles roles = rule.at(draws.prevalence()).of(corpus, seed);
    Optional<Draw> draw = Draw.of(corpus, roles.reference(), draws, seed);
    if (draw.isEmpty()) {
      return measured;
    }
    Table table = Table.lay(corpus, roles, draw.get());
    Sheet sheet = new Sheet(corpus.name(), seed, measured);
    sheet.note(StudyNames.CORPUS, 0, Metric.POOL_ITEMS, table.pool().ids().size());
    RandomArms random = new RandomArms(table, plan, seed);
    for (String strategy : strategies) {
      if (strategy.equals(StudyNames.ALL_EXPERT)) {
        sheet.note(strategy, table.draw().pool().length, random, roles.expert());
      } else if (strategy.equals(StudyNames.CROWD)) {
        crowd(sheet, random, roles, table.draw().pool().length);
      } else {
        Contestant contestant = contestant(strategy);
        new Play(table, plan, contestant, seed)
            .run()
            .forEach(read -> sheet.note(strategy, read.labels(), read.metric(), read.value()));
      }
    }
    return measured;
  }

  /**
   * Makes sure that a name is a contestant's.
   *
   * @throws IllegalArgumentException if it is not
   */
  public void requireContestant(String name) {
    contestant(name);
  }

  private Contestant contestant(String name) {
    return Contestant.named(name, auditShare, topShare, commands);
  }

  private void crowd(Sheet sheet, RandomArms random, Roles roles, int pool) {
    for (int labels = crowdFrom; roles.crowd().length > 0 && labels < pool; labels *= 2) {
      sheet.note(StudyNames.CROWD, labels, random, roles.crowd());
    }
    if (roles.crowd().length > 0) {
      sheet.note(StudyNames.CROWD, pool, random, roles.crowd());
    }
  }

  /** Where figures are put down. */
  private final class Sheet {
    private final String corpus;
    private final long seed;
    private final List<Measurement> measured;

    Sheet(String corpus, long seed, List<Measurement> measured) {
      this.corpus = corpus;
      this.seed = seed;
      this.measured = measured;
    }

    void note(String strategy, int labels, RandomArms arms, int[] answers) {
      RandomArms.Reached reached = arms.reached(answers, labels);
      note(strategy, labels, Metric.KAPPA, reached.kappa());
      note(strategy, labels, Metric.KAPPA_BEST_CUT, reached.kappaBestCut());
      note(strategy, labels, Metric.AVERAGE_PRECISION, reached.averagePrecision());
      note(strategy, labels, Metric.POSITIVES, reached.positives());
    }

    void note(String strategy, int labels, Metric metric, double value) {
      measured.add(
          new Measurement(
              corpus, draws.prevalence(), strategy, seed, labels, metric.wireName(), value));
    }
  }
}
