package org.penumbra.study;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.penumbra.Interval;
import org.penumbra.score.WeightedPercentiles;
import org.penumbra.student.StudentTrainer;

/**
 * All plays of one draw: every strategy on the same pool and test set, and the arms that label at
 * random what nobody could pay for.
 *
 * @param plan what all plays have in common
 * @param draws how pools and test sets are drawn
 * @param auditShare share of a budget that the audit takes, where it has a part
 * @param topShare share that the recipe's top-scored arm takes
 */
public record Tournament(PlayPlan plan, Draw.Plan draws, double auditShare, double topShare)
    implements Serializable {

  /** The arm whose every item of the pool an expert has answered. */
  public static final String ALL_EXPERT = "all-expert";

  /** The arm that buys random judgements of the crowd. */
  public static final String CROWD = "crowd";

  /** Under this name stands what is true of the draw itself. */
  public static final String CORPUS = "corpus";

  /**
   * Plays all strategies.
   *
   * @param strategies names of strategies, see {@link Approaches}
   * @return no measurement where no draw can be made, see {@link Draw}
   */
  public List<Measurement> play(
      LabelledCorpus corpus, Roles.Rule rule, List<String> strategies, long seed) {
    List<Measurement> measured = new ArrayList<>();
    Roles roles = rule.of(corpus, seed);
    Optional<Draw> draw = Draw.of(corpus, roles.reference(), draws, seed);
    if (draw.isEmpty()) {
      return measured;
    }
    Table table = Table.lay(corpus, roles, draw.get());
    Sheet sheet = new Sheet(corpus.name(), seed, measured);
    sheet.note(CORPUS, 0, Metric.POOL_ITEMS, table.pool().ids().size());
    Approaches approaches = new Approaches(auditShare, topShare);
    for (String strategy : strategies) {
      if (strategy.equals(ALL_EXPERT)) {
        everything(sheet, table, strategy, roles.expert(), seed);
      } else {
        new Play(table, plan, approaches.named(strategy), seed)
            .run()
            .forEach(read -> sheet.note(strategy, read.labels(), read.metric(), read.value()));
      }
    }
    return measured;
  }

  private void everything(Sheet sheet, Table table, String name, int[] answers, long seed) {
    Learner learner = new Learner(table, plan, seed);
    TreeSet<Integer> items = new TreeSet<>();
    IntStream.of(table.draw().pool()).forEach(items::add);
    StudentTrainer.Trained student =
        learner.train(items, answers, Interval.UNDEFINED).orElseThrow();
    double[] scores = learner.scores(student, table.draw().test());
    double share = items.stream().filter(i -> answers[i] == 1).count() / (double) items.size();
    double cut =
        new WeightedPercentiles(
                learner.scores(student, table.draw().pool()), table.pool().weights())
            .quantile(1 - share);
    sheet.note(name, items.size(), Metric.KAPPA, table.test().kappa(scores, cut));
    sheet.note(name, items.size(), Metric.KAPPA_BEST_CUT, table.test().bestKappa(scores));
    sheet.note(name, items.size(), Metric.AVERAGE_PRECISION, table.test().averagePrecision(scores));
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

    void note(String strategy, int labels, Metric metric, double value) {
      measured.add(
          new Measurement(
              corpus, draws.prevalence(), strategy, seed, labels, metric.wireName(), value));
    }
  }
}
