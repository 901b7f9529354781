package org.penumbra.study.summary;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.penumbra.study.StudyNames;

/** The learning curves of one cell, drawn. */
final class CurvePicture {

  private static final int WIDTH = 960;
  private static final int HEIGHT = 560;
  private static final int LEFT = 76;
  private static final int RIGHT = 716;
  private static final int TOP = 56;
  private static final int BOTTOM = 492;
  private static final int LEGEND = RIGHT + 24;
  private static final int LEGEND_ROW = 22;
  private static final int LEGEND_TEXT = LEGEND + 46;

  /** Characters that fit, the fonts of the reader being unknown. */
  private static final int MOST_IN_TITLE = 70;

  private static final int MOST_IN_NAME = 24;

  private static final double MARGIN = .05;

  /** Of more curves, bands hide one another. */
  private static final int MOST_BANDS = 6;

  private final CellSummary cell;
  private final String metric;
  private final Map<String, LineStyle> styles;
  private final List<LearningCurve> curves;
  private final List<String> contrasted;

  /**
   * A picture.
   *
   * @param styles of the strategies; those without one are not drawn
   * @param contrasted strategies drawn on top of all others, and in bands however many there are
   */
  CurvePicture(
      CellSummary cell, String metric, Map<String, LineStyle> styles, List<String> contrasted) {
    this.cell = cell;
    this.metric = metric;
    this.styles = styles;
    this.curves =
        cell.curves().stream()
            .filter(curve -> styles.containsKey(curve.strategy()))
            .filter(curve -> !drawn(curve).isEmpty())
            .toList();
    this.contrasted = contrasted;
  }

  boolean isEmpty() {
    return curves.isEmpty();
  }

  /** Most judgements over fewest. */
  double span() {
    return judgements().max().orElseThrow() / judgements().min().orElseThrow();
  }

  String svg(Scale scale) {
    Axis x = judgementAxis(scale);
    Axis y = valueAxis();
    String title =
        cell.cell().dataset() + ", " + HostileText.percent(cell.cell().prevalence()) + " positive";
    Svg svg = new Svg(WIDTH, HEIGHT, metric + " by judgements: " + title);
    svg.text(
        "text", cut(title, MOST_IN_TITLE), at(LEFT, 32, "font-size", "17", "font-weight", "bold"));
    grid(svg, x, y);
    axisNames(svg, scale);
    level(svg, y);
    curves.stream().filter(this::banded).forEach(curve -> band(svg, curve, x, y));
    curves.stream()
        .sorted(Comparator.comparing(curve -> contrasted.contains(curve.strategy())))
        .forEach(curve -> line(svg, curve, x, y));
    legend(svg);
    return svg.document();
  }

  // --------------------------------------------------------------------------------- the axes

  private Axis judgementAxis(Scale scale) {
    double low = judgements().min().orElseThrow();
    double high = judgements().max().orElseThrow();
    return scale == Scale.LOG
        ? new Axis(scale, low / 1.15, high * 1.15, LEFT, RIGHT)
        : new Axis(scale, 0, high * (1 + MARGIN), LEFT, RIGHT);
  }

  private Axis valueAxis() {
    double[] ends =
        Stream.concat(
                curves.stream().flatMap(curve -> drawn(curve).stream()).map(CurvePoint::value),
                Stream.of(cell.allExpert()).filter(value -> value.seeds() > 0))
            .flatMapToDouble(value -> DoubleStream.of(low(value), high(value)))
            .sorted()
            .toArray();
    double low = ends[0];
    double high = ends[ends.length - 1];
    // One flat line has no height of its own.
    double margin = high > low ? (high - low) * MARGIN : .05;
    return new Axis(Scale.LINEAR, low - margin, high + margin, BOTTOM, TOP);
  }

  private DoubleStream judgements() {
    return curves.stream().flatMap(curve -> drawn(curve).stream()).mapToDouble(CurvePoint::labels);
  }

  private static void grid(Svg svg, Axis x, Axis y) {
    svg.group("stroke", "#dddddd", "stroke-width", "1");
    x.ticks().forEach(tick -> segment(svg, x.at(tick), TOP, x.at(tick), BOTTOM));
    y.ticks().forEach(tick -> segment(svg, LEFT, y.at(tick), RIGHT, y.at(tick)));
    svg.end();
    svg.group("stroke", "#444444", "stroke-width", "1");
    segment(svg, LEFT, BOTTOM, RIGHT, BOTTOM);
    segment(svg, LEFT, TOP, LEFT, BOTTOM);
    svg.end();
    svg.group("fill", "#333333", "text-anchor", "middle");
    x.ticks().forEach(tick -> svg.text("text", x.label(tick), at(x.at(tick), BOTTOM + 20)));
    svg.end();
    svg.group("fill", "#333333", "text-anchor", "end");
    y.ticks().forEach(tick -> svg.text("text", y.label(tick), at(LEFT - 8, y.at(tick) + 4.5)));
    svg.end();
  }

  private void axisNames(Svg svg, Scale scale) {
    svg.group("text-anchor", "middle", "font-size", "14");
    svg.text(
        "text",
        scale == Scale.LOG ? "judgements (number, log scale)" : "judgements (number)",
        at((LEFT + RIGHT) / 2.0, BOTTOM + 48));
    svg.text(
        "text",
        cut(metric, MOST_IN_NAME) + " (mean of seeds, band ± standard error)",
        "transform",
        "translate(24 " + (TOP + BOTTOM) / 2 + ") rotate(-90)");
    svg.end();
  }

  // ------------------------------------------------------------------------------- the curves

  private void level(Svg svg, Axis y) {
    SeedMean value = cell.allExpert();
    if (value.seeds() > 0) {
      svg.empty(
          "rect",
          "x",
          Svg.px(LEFT),
          "y",
          Svg.px(y.at(high(value))),
          "width",
          Svg.px(RIGHT - LEFT),
          "height",
          Svg.px(y.at(low(value)) - y.at(high(value))),
          "fill",
          LineStyle.ALL_EXPERT.colour(),
          "fill-opacity",
          "0.12");
      LineStyle.ALL_EXPERT.line(
          svg, point(LEFT, y.at(value.mean())) + " " + point(RIGHT, y.at(value.mean())));
    }
  }

  private boolean banded(LearningCurve curve) {
    return curves.size() <= MOST_BANDS || contrasted.contains(curve.strategy());
  }

  private void band(Svg svg, LearningCurve curve, Axis x, Axis y) {
    List<CurvePoint> back = new ArrayList<>(drawn(curve));
    Collections.reverse(back);
    svg.empty(
        "polygon",
        "points",
        points(drawn(curve), CurvePicture::high, x, y)
            + " "
            + points(back, CurvePicture::low, x, y),
        "fill",
        styles.get(curve.strategy()).colour(),
        "fill-opacity",
        "0.12");
  }

  private void line(Svg svg, LearningCurve curve, Axis x, Axis y) {
    LineStyle style = styles.get(curve.strategy());
    style.line(svg, points(drawn(curve), SeedMean::mean, x, y));
    drawn(curve)
        .forEach(point -> style.marker(svg, x.at(point.labels()), y.at(point.value().mean())));
  }

  private void legend(Svg svg) {
    int rows = curves.size() + 1;
    double row = Math.min(LEGEND_ROW, (double) (BOTTOM - TOP) / rows);
    double y = TOP + row / 2;
    for (LearningCurve curve : curves) {
      LineStyle style = styles.get(curve.strategy());
      style.line(svg, point(LEGEND, y) + " " + point(LEGEND + 36, y));
      style.marker(svg, LEGEND + 18, y);
      svg.text("text", cut(curve.strategy(), MOST_IN_NAME), at(LEGEND_TEXT, y + 4.5));
      y += row;
    }
    if (cell.allExpert().seeds() > 0) {
      LineStyle.ALL_EXPERT.line(svg, point(LEGEND, y) + " " + point(LEGEND + 36, y));
      String pool =
          cell.poolItems().isPresent()
              ? String.format(Locale.ROOT, " (%,d)", cell.poolItems().getAsInt())
              : "";
      svg.text("text", StudyNames.ALL_EXPERT + pool, at(LEGEND_TEXT, y + 4.5));
    }
  }

  /** The points that can be drawn: a value, at labels that have a logarithm. */
  private static List<CurvePoint> drawn(LearningCurve curve) {
    return curve.points().stream()
        .filter(point -> point.labels() > 0 && point.value().seeds() > 0)
        .toList();
  }

  private static String points(
      List<CurvePoint> points, Function<SeedMean, Double> value, Axis x, Axis y) {
    return points.stream()
        .map(point -> point(x.at(point.labels()), y.at(value.apply(point.value()))))
        .collect(joining(" "));
  }

  private static double low(SeedMean value) {
    return value.mean() - spread(value);
  }

  private static double high(SeedMean value) {
    return value.mean() + spread(value);
  }

  /** A single seed has no spread to show. */
  private static double spread(SeedMean value) {
    return value.seeds() > 1 ? value.standardError() : 0;
  }

  // ------------------------------------------------------------------------------- the pieces

  private static void segment(Svg svg, double x1, double y1, double x2, double y2) {
    svg.empty(
        "path", "d", "M" + Svg.px(x1) + " " + Svg.px(y1) + "L" + Svg.px(x2) + " " + Svg.px(y2));
  }

  private static String point(double x, double y) {
    return Svg.px(x) + "," + Svg.px(y);
  }

  private static String[] at(double x, double y, String... more) {
    return Stream.concat(Stream.of("x", Svg.px(x), "y", Svg.px(y)), Stream.of(more))
        .toArray(String[]::new);
  }

  /** A name by its first characters, where it is too long. */
  private static String cut(String name, int most) {
    int[] characters = name.codePoints().limit(most + 1L).toArray();
    return characters.length <= most ? name : new String(characters, 0, most - 1) + "…";
  }
}
