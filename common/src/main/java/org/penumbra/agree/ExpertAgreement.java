package org.penumbra.agree;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.penumbra.Interval;
import org.penumbra.label.Answer;

/**
 * Agreement between experts: the mean over pairs of raters of Cohen's kappa on their common items,
 * weighted by design. It is the ceiling a model is held against.
 */
public final class ExpertAgreement {

  private final Ratings ratings;

  public ExpertAgreement(Ratings ratings) {
    this.ratings = ratings;
  }

  /** The mean kappa over all pairs of raters with items in common. */
  public MeanKappa kappa(Categories categories) {
    long items = ratings.items().stream().filter(item -> item.answered(categories) >= 2).count();
    return MeanKappa.of(tables(categories), (int) items);
  }

  /** The same figure, for a bootstrap by group. */
  public GroupStatistic statistic(Categories categories) {
    return tables(categories).meanKappa();
  }

  /** The mean kappa of decided answers with its two-sided interval by group. */
  public Interval interval(double level) {
    return tables(Categories.DECIDED).intervals().at(level);
  }

  /** The weighted share of unsure among the answers that are not invalid; NaN without answers. */
  public GroupStatistic unsureShare() {
    double[] unsure = new double[ratings.groups().size()];
    double[] all = new double[unsure.length];
    for (Ratings.Item item : ratings.items()) {
      int group = ratings.groupOf(item);
      for (Answer answer : item.answers().values()) {
        unsure[group] += answer == Answer.UNSURE ? item.weight() : 0;
        all[group] += answer == Answer.INVALID ? 0 : item.weight();
      }
    }
    return GroupStatistic.of(ratings.groups(), times -> dot(times, unsure) / dot(times, all));
  }

  private GroupedTables tables(Categories categories) {
    var tables = new GroupedTables.Builder(ratings.groups(), categories.count());
    for (Ratings.Item item : ratings.items()) {
      int group = ratings.groupOf(item);
      List<Map.Entry<String, Answer>> answers = new ArrayList<>(item.answers().entrySet());
      answers.removeIf(answer -> categories.code(answer.getValue()) < 0);
      for (int i = 0; i < answers.size(); i++) {
        for (int j = i + 1; j < answers.size(); j++) {
          tables.add(
              answers.get(i).getKey() + '\0' + answers.get(j).getKey(),
              group,
              categories.code(answers.get(i).getValue()),
              categories.code(answers.get(j).getValue()),
              item.weight());
        }
      }
    }
    return tables.build();
  }

  private static double dot(double[] times, double[] values) {
    double sum = 0;
    for (int i = 0; i < times.length; i++) {
      sum += times[i] * values[i];
    }
    return sum;
  }
}
