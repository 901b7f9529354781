package org.penumbra.study.summary;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.penumbra.Interval;

/** How the figures and names of a study stand in its Markdown. */
final class Figures {

  static final String NONE = "–";

  private Figures() {}

  /** A number in a format such as %.3f, or a dash. */
  static String number(String format, double value) {
    return Double.isNaN(value) ? NONE : String.format(Locale.ROOT, format, value);
  }

  static String plusMinus(String format, SeedMean value) {
    return plusMinus(format, value.mean(), value.standardError());
  }

  /** A mean with its standard error, which has no sign of its own. */
  static String plusMinus(String format, double mean, double standardError) {
    return Double.isNaN(mean)
        ? NONE
        : number(format, mean) + " ± " + number(format.replace("+", ""), standardError);
  }

  static String interval(String format, Interval interval) {
    return interval.defined()
        ? number(format, interval.estimate())
            + " ["
            + number(format, interval.low())
            + ", "
            + number(format, interval.high())
            + "]"
        : NONE;
  }

  static String name(Cell cell) {
    return HostileText.markdown(cell.dataset()) + ", " + HostileText.percent(cell.prevalence());
  }

  /** The cells of a row: the first, then one per column. */
  static <T> List<String> row(String first, Collection<T> columns, Function<T, String> column) {
    List<String> cells = new ArrayList<>(List.of(first));
    columns.forEach(value -> cells.add(column.apply(value)));
    return cells;
  }
}
