package org.penumbra.agree;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.penumbra.label.Answer;
import org.penumbra.label.ExpertLabel;

/**
 * One rater's second answers held against their first; invalid ones do not count.
 *
 * @param count items with both
 * @param same share answered the same, or NaN
 * @param kappa Cohen's, unsure a category, or NaN
 */
record Repeats(int count, double same, double kappa) {

  static Repeats of(List<ExpertLabel> first, List<ExpertLabel> repeated) {
    Map<String, Answer> before = new TreeMap<>();
    first.forEach(label -> before.put(label.itemId(), label.answer()));
    int categories = Categories.WITH_UNSURE.count();
    double[][] table = new double[categories][categories];
    int count = 0;
    int same = 0;
    for (ExpertLabel label : repeated) {
      int row = Categories.WITH_UNSURE.code(before.getOrDefault(label.itemId(), Answer.INVALID));
      int column = Categories.WITH_UNSURE.code(label.answer());
      if (row >= 0 && column >= 0) {
        table[row][column]++;
        count++;
        same += row == column ? 1 : 0;
      }
    }
    double share = count == 0 ? Double.NaN : (double) same / count;
    return new Repeats(count, share, CohenKappa.of(table).value());
  }
}
