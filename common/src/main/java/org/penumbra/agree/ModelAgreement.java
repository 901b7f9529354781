package org.penumbra.agree;

import java.util.Map;
import org.penumbra.Interval;
import org.penumbra.label.Answer;

/**
 * Agreement of a model with experts: the mean over raters of Cohen's kappa between the model and
 * that rater's blind first answers. Held against a consensus instead, given as the ratings of one
 * rater, the figure is flattered, for a consensus is cleaner than any rater: report it apart.
 */
public final class ModelAgreement {

  private final Ratings ratings;
  private final Map<String, Answer> model;

  /**
   * An agreement of a model with raters.
   *
   * @param model its answer by item id; items without one are left out
   */
  public ModelAgreement(Ratings ratings, Map<String, Answer> model) {
    this.ratings = ratings;
    this.model = model;
  }

  /** The mean kappa over all raters. */
  public MeanKappa kappa(Categories categories) {
    long items =
        ratings.items().stream()
            .filter(item -> modelCode(item, categories) >= 0 && item.answered(categories) > 0)
            .count();
    return MeanKappa.of(tables(categories), (int) items);
  }

  /** The same figure, for a bootstrap by group; two models on the same ratings can be paired. */
  public GroupStatistic statistic(Categories categories) {
    return tables(categories).meanKappa();
  }

  /** The mean kappa of decided answers with its two-sided interval by group. */
  public Interval interval(double level) {
    return intervals().at(level);
  }

  KappaInterval intervals() {
    return tables(Categories.DECIDED).intervals();
  }

  private GroupedTables tables(Categories categories) {
    var tables = new GroupedTables.Builder(ratings.groups(), categories.count());
    for (Ratings.Item item : ratings.items()) {
      int row = modelCode(item, categories);
      int group = ratings.groupOf(item);
      for (Map.Entry<String, Answer> answer : item.answers().entrySet()) {
        int column = categories.code(answer.getValue());
        if (row >= 0 && column >= 0) {
          tables.add(answer.getKey(), group, row, column, item.weight());
        }
      }
    }
    return tables.build();
  }

  private int modelCode(Ratings.Item item, Categories categories) {
    Answer answer = model.get(item.id());
    return answer == null ? -1 : categories.code(answer);
  }
}
