package org.penumbra.agree;

import java.util.Collection;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.penumbra.label.Answer;

/**
 * A weighted table of a model's answers against the truth. Every figure is NaN where it is 0/0.
 *
 * @param tp weight of items positive to both
 * @param fp weight of items positive to the model only
 * @param fn weight of items positive in truth only
 * @param tn weight of items negative to both
 */
public record Confusion(double tp, double fp, double fn, double tn) {

  private static final String TABLE = "truth";

  /**
   * Counts a model's answers.
   *
   * @param truth one decided rating per item; undecided ones are left out
   * @param model its answer by item id; items without one are left out
   */
  public static Confusion of(Collection<Rating> truth, Map<String, Answer> model) {
    return of(tables(truth, model).sums());
  }

  /** A figure of the table, for a bootstrap by group. */
  public static GroupStatistic statistic(
      Collection<Rating> truth, Map<String, Answer> model, ToDoubleFunction<Confusion> figure) {
    return tables(truth, model).statistic(cells -> figure.applyAsDouble(of(cells)));
  }

  /** The share of the model's positives that are right. */
  public double precision() {
    return tp / (tp + fp);
  }

  /** The share of the true positives that the model finds. */
  public double recall() {
    return tp / (tp + fn);
  }

  /** The harmonic mean of precision and recall. */
  public double f1() {
    return 2 * tp / (2 * tp + fp + fn);
  }

  /** Cohen's kappa of model and truth. */
  public double kappa() {
    return CohenKappa.value(new double[] {tn, fn, fp, tp}, 0, 2);
  }

  private static Confusion of(double[] cells) {
    return cells.length == 0
        ? new Confusion(0, 0, 0, 0)
        : new Confusion(cells[3], cells[2], cells[1], cells[0]);
  }

  private static GroupedTables tables(Collection<Rating> truth, Map<String, Answer> model) {
    Ratings ratings = Ratings.of(truth);
    var tables = new GroupedTables.Builder(ratings.groups(), Categories.DECIDED.count());
    for (Ratings.Item item : ratings.items()) {
      Answer predicted = model.get(item.id());
      for (Answer actual : item.answers().values()) {
        if (predicted != null && predicted.decided() && actual.decided()) {
          tables.add(
              TABLE,
              ratings.groupOf(item),
              Categories.DECIDED.code(predicted),
              Categories.DECIDED.code(actual),
              item.weight());
        }
      }
    }
    return tables.build();
  }
}
