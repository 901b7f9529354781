package org.penumbra.study.summary;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.penumbra.StableHash;
import org.penumbra.study.StudyNames;

/**
 * The learning curves of a study as SVG, a picture per cell: the metric over judgements, a line per
 * strategy in a band of ± one standard error, and the level that experts reach who label the whole
 * pool. The same summary gives the same bytes.
 */
public final class StudyPlot {

  /** Beyond this ratio of most to fewest judgements a linear axis crushes the small budgets. */
  private static final int WIDEST_LINEAR = 10;

  private static final String PLAIN_NAME = "[a-z0-9][a-z0-9_-]{0,39}";

  private final StudySummary summary;
  private final Map<String, LineStyle> styles;

  /** The plots of a study. */
  public StudyPlot(StudySummary summary) {
    this.summary = summary;
    List<String> strategies = new ArrayList<>(summary.strategies());
    // Random choice first: black, and the same in every study.
    if (strategies.remove(summary.plan().baseline())) {
      strategies.add(0, summary.plan().baseline());
    }
    strategies.add(StudyNames.CROWD);
    this.styles = LineStyle.of(strategies);
  }

  /**
   * Every cell with a curve: file name to SVG. The scale is logarithmic where judgements span more
   * than a factor of ten.
   */
  public SortedMap<String, String> files() {
    SortedMap<String, String> files = new TreeMap<>();
    for (CellSummary cell : summary.cells()) {
      CurvePicture picture = picture(cell);
      if (!picture.isEmpty()) {
        Scale scale = picture.span() > WIDEST_LINEAR ? Scale.LOG : Scale.LINEAR;
        files.put(fileName(cell.cell()), picture.svg(scale));
      }
    }
    return Collections.unmodifiableSortedMap(files);
  }

  /**
   * One cell.
   *
   * @throws IllegalArgumentException if no strategy has a value in it
   */
  public String svg(CellSummary cell, Scale scale) {
    CurvePicture picture = picture(cell);
    if (picture.isEmpty()) {
      throw new IllegalArgumentException("Cannot plot a cell without a curve: " + cell.cell());
    }
    return picture.svg(scale);
  }

  /** A file name for a cell: of its data set's name, or of a hash where that is not a plain one. */
  public static String fileName(Cell cell) {
    String name =
        cell.dataset().matches(PLAIN_NAME)
            ? cell.dataset()
            : "_" + StableHash.id128(cell.dataset());
    return name + "-" + cell.prevalence() + ".svg";
  }

  private CurvePicture picture(CellSummary cell) {
    return new CurvePicture(cell, summary.plan().metric(), styles);
  }
}
