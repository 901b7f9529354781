package org.penumbra.study.summary;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.penumbra.StableHash;
import org.penumbra.study.StudyNames;

/**
 * The learning curves of a study as SVG: the metric over judgements, a line per strategy in a band
 * of ± one standard error, and the level that experts reach who label the whole pool. A cell has a
 * picture of the contestants and, where there is a crowd, another of it beside the planned
 * contrast: it goes on far beyond what experts are paid for. The same summary gives the same bytes.
 */
public final class StudyPlot {

  /** Beyond this ratio of most to fewest judgements a linear axis crushes the small budgets. */
  private static final int WIDEST_LINEAR = 10;

  private static final String PLAIN_NAME = "[a-z0-9][a-z0-9_-]{0,39}";

  private final StudySummary summary;
  private final Map<String, LineStyle> styles;
  private final List<String> contrasted;

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
    PlannedContrast contrast = summary.plan().confirmatory();
    this.contrasted = List.of(contrast.baseline(), contrast.strategy());
  }

  /**
   * Every picture with a curve: file name to SVG. The scale is logarithmic where judgements span
   * more than a factor of ten.
   */
  public SortedMap<String, String> files() {
    SortedMap<String, String> files = new TreeMap<>();
    for (CellSummary cell : summary.cells()) {
      put(files, fileName(cell.cell(), ""), contestants(cell));
      if (cell.curves().stream().anyMatch(curve -> curve.strategy().equals(StudyNames.CROWD))) {
        put(files, fileName(cell.cell(), "-crowd"), crowd(cell));
      }
    }
    return Collections.unmodifiableSortedMap(files);
  }

  private static void put(Map<String, String> files, String name, CurvePicture picture) {
    if (!picture.isEmpty()) {
      files.put(name, picture.svg(picture.span() > WIDEST_LINEAR ? Scale.LOG : Scale.LINEAR));
    }
  }

  /**
   * The contestants of one cell.
   *
   * @throws IllegalArgumentException if no strategy has a value in it
   */
  public String svg(CellSummary cell, Scale scale) {
    CurvePicture picture = contestants(cell);
    if (picture.isEmpty()) {
      throw new IllegalArgumentException("Cannot plot a cell without a curve: " + cell.cell());
    }
    return picture.svg(scale);
  }

  /** A file name for a cell: of its data set's name, or of a hash where that is not a plain one. */
  static String fileName(Cell cell, String what) {
    String name =
        cell.dataset().matches(PLAIN_NAME)
            ? cell.dataset()
            : "_" + StableHash.id128(cell.dataset());
    return name + "-" + cell.prevalence() + what + ".svg";
  }

  private CurvePicture contestants(CellSummary cell) {
    return picture(cell, strategy -> !strategy.equals(StudyNames.CROWD));
  }

  private CurvePicture crowd(CellSummary cell) {
    return picture(
        cell, strategy -> strategy.equals(StudyNames.CROWD) || contrasted.contains(strategy));
  }

  private CurvePicture picture(CellSummary cell, Predicate<String> drawn) {
    Map<String, LineStyle> some = new HashMap<>(styles);
    some.keySet().removeIf(drawn.negate());
    return new CurvePicture(cell, summary.plan().metric(), some, contrasted);
  }
}
