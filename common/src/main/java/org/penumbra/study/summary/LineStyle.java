package org.penumbra.study.summary;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.penumbra.study.StudyNames;

/**
 * How a strategy is drawn. Colours are those of Okabe and Ito 2008, "Color universal design", which
 * people with any colour vision tell apart; markers differ as well. A strategy with an audit sample
 * has the colour and marker of the one without, its line dashed and its marker hollow.
 *
 * @param colour of line, marker and band
 * @param dashes of the line, as SVG writes them
 * @param marker its shape
 * @param hollow whether the marker is only an outline
 */
record LineStyle(String colour, String dashes, Marker marker, boolean hollow) {

  /** The shape of a marker. */
  enum Marker {
    CIRCLE,
    SQUARE,
    TRIANGLE,
    DIAMOND,
    POINT_DOWN,
    CROSS,
    PLUS
  }

  /** Yellow last: it is faint on white. */
  private static final List<String> OKABE_ITO =
      List.of(
          "#000000", "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00", "#F0E442");

  private static final String SOLID = "none";
  private static final String DASHED = "7 4";
  private static final String DOTTED = "2 4";

  /** Where experts label the whole pool: a level, not a curve. */
  static final LineStyle ALL_EXPERT = new LineStyle("#666666", DOTTED, Marker.CIRCLE, true);

  /** One style for each strategy, the same in all plots of a study. */
  static Map<String, LineStyle> of(List<String> strategies) {
    List<String> plain = strategies.stream().map(LineStyle::plain).distinct().toList();
    Map<String, LineStyle> styles = new HashMap<>();
    for (String strategy : strategies) {
      int place = plain.indexOf(plain(strategy));
      boolean audited = strategy.endsWith(StudyNames.AUDITED);
      styles.put(
          strategy,
          new LineStyle(
              OKABE_ITO.get(place % OKABE_ITO.size()),
              strategy.equals(StudyNames.CROWD) ? DOTTED : audited ? DASHED : SOLID,
              // Seven shapes for eight colours: where the colours begin again, the shapes differ.
              Marker.values()[place % Marker.values().length],
              audited));
    }
    return styles;
  }

  private static String plain(String strategy) {
    return strategy.endsWith(StudyNames.AUDITED)
        ? strategy.substring(0, strategy.length() - StudyNames.AUDITED.length())
        : strategy;
  }

  void line(Svg svg, String points) {
    svg.empty(
        "polyline",
        "points",
        points,
        "fill",
        "none",
        "stroke",
        colour,
        "stroke-width",
        "2",
        "stroke-linejoin",
        "round",
        "stroke-dasharray",
        dashes);
  }

  void marker(Svg svg, double x, double y) {
    svg.empty(
        "path",
        "d",
        "M" + Svg.px(x) + " " + Svg.px(y) + path(),
        "fill",
        hollow ? "white" : colour,
        "stroke",
        colour,
        "stroke-width",
        "1.6");
  }

  /** From the marker's middle, in relative steps. */
  private String path() {
    return switch (marker) {
      case CIRCLE -> "m-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z";
      case SQUARE -> "m-3.6 -3.6h7.2v7.2h-7.2z";
      case TRIANGLE -> "m0 -4.8l4.6 8h-9.2z";
      case DIAMOND -> "m0 -5.2l5.2 5.2l-5.2 5.2l-5.2 -5.2z";
      case POINT_DOWN -> "m0 4.8l4.6 -8h-9.2z";
      case CROSS -> "m-4 -4l8 8m-8 0l8 -8";
      case PLUS -> "m-5 0h10m-5 -5v10";
    };
  }
}
