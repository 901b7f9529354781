package org.penumbra.study.summary;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class StudyPlotTest {

  private static final List<String> STRATEGIES = List.of("random", "margin", "margin+audit");

  @Test
  void drawsEveryStrategyOfACellWithItsBandAndNamesIt() throws Exception {
    SortedMap<String, String> files = plot(MadeStudy.whole(1, STRATEGIES)).files();
    assertThat(files)
        .containsOnlyKeys(
            "davidson-0.015.svg",
            "davidson-0.015-crowd.svg",
            "davidson-0.05.svg",
            "davidson-0.05-crowd.svg",
            "vader-0.015.svg",
            "vader-0.015-crowd.svg",
            "vader-0.05.svg",
            "vader-0.05-crowd.svg");
    Document svg = parsed(files.get("davidson-0.05.svg"));
    // Three strategies; lines also for the level of all-expert, and in the legend.
    assertThat(svg.getElementsByTagName("polygon").getLength()).isEqualTo(3);
    assertThat(svg.getElementsByTagName("polyline").getLength()).isEqualTo(2 * 4);
    assertThat(texts(svg))
        .contains(
            "davidson, 5 % positive",
            "kappa (mean of seeds, band ± standard error)",
            "judgements (number)",
            "random",
            "margin",
            "margin+audit",
            "all-expert (6,000)")
        .doesNotContain("crowd");
    assertThat(texts(parsed(files.get("davidson-0.05-crowd.svg"))))
        .contains("judgements (number, log scale)", "random", "margin", "crowd")
        .doesNotContain("margin+audit");
  }

  @Test
  void amongManyStrategiesTheContrastAloneHasBandsAndLiesOnTop() throws Exception {
    List<String> many = List.of("margin", "a", "b", "c", "d", "e", "random");
    Document svg = parsed(plot(MadeStudy.whole(1, many)).files().get("davidson-0.05.svg"));

    assertThat(svg.getElementsByTagName("polygon").getLength()).isEqualTo(2);
    NodeList lines = svg.getElementsByTagName("polyline");
    // The level of all-expert, seven curves, then the legend.
    assertThat(
            IntStream.of(6, 7)
                .mapToObj(i -> ((Element) lines.item(i)).getAttribute("stroke"))
                .sorted())
        .containsExactly("#000000", "#E69F00");
  }

  @Test
  void theSameSummaryGivesTheSameBytes() {
    assertThat(plot(MadeStudy.whole(1, STRATEGIES)).files())
        .isEqualTo(plot(MadeStudy.whole(1, STRATEGIES)).files());
  }

  @Test
  void placesAPointWhereItsValueIs() throws Exception {
    Cell cell = new Cell("davidson", .05);
    MadeStudy study =
        new MadeStudy().kappa(cell, "random", 100, .1, .1).kappa(cell, "random", 200, .2, .2);
    Element band =
        (Element)
            parsed(plot(study).files().get("davidson-0.05.svg"))
                .getElementsByTagName("polygon")
                .item(0);
    // x from 0 at 76 to 210 at 716; y from .095 at 492 to .205 at 56; no spread, so no width.
    assertThat(band.getAttribute("points"))
        .isEqualTo("380.8,472.2 685.5,75.8 685.5,75.8 380.8,472.2");
  }

  @Test
  void namesAreTextAndNothingElse() throws Exception {
    Cell cell = new Cell("</title><script>alert(1)</script>&\"\u0000\u202E", .05);
    MadeStudy study = new MadeStudy().kappa(cell, "<b>&amp;]]>", 100, .1);
    SortedMap<String, String> files = plot(study).files();
    String svg = files.get(files.firstKey());
    assertThat(files.firstKey()).matches("_[0-9a-f]{32}-0\\.05\\.svg");
    assertThat(parsed(svg).getElementsByTagName("script").getLength()).isZero();
    assertThat(texts(parsed(svg)))
        .contains("</title><script>alert(1)</script>&\"\uFFFD\uFFFD, 5 % positive", "<b>&amp;]]>");
  }

  @Test
  void aLongNameIsCut() throws Exception {
    Cell cell = new Cell("davidson", .05);
    MadeStudy study = new MadeStudy().kappa(cell, "m".repeat(99), 100, .1);
    assertThat(texts(parsed(plot(study).files().get("davidson-0.05.svg"))))
        .contains("m".repeat(23) + "…");
  }

  @Test
  void filesOfOtherNamesDiffer() {
    assertThat(
            Stream.of("a/b", "a_b", "A-B", "a-b", "..", "")
                .map(name -> StudyPlot.fileName(new Cell(name, .05), "")))
        .doesNotHaveDuplicates()
        .allMatch(name -> name.matches("[_a-z0-9][a-z0-9_-]*0\\.05\\.svg"));
  }

  @Test
  void aCellWithoutAnyValueHasNoPicture() {
    Cell cell = new Cell("davidson", .05);
    MadeStudy study = new MadeStudy().kappa(cell, "random", 100, Double.NaN);
    StudySummary summary = summary(study);
    assertThat(new StudyPlot(summary).files()).isEmpty();
    assertThatThrownBy(() -> new StudyPlot(summary).svg(summary.cells().get(0), Scale.LINEAR))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot plot a cell without a curve: Cell[dataset=davidson, prevalence=0.05]");
  }

  @Test
  void ticksAreRoundNumbersBetweenTheEnds() {
    Axis linear = new Axis(Scale.LINEAR, .08, .41, 0, 100);
    assertThat(linear.ticks())
        .extracting(linear::label)
        .containsExactly("0.10", "0.15", "0.20", "0.25", "0.30", "0.35", "0.40");
    Axis log = new Axis(Scale.LOG, 90, 6000, 0, 100);
    assertThat(log.ticks())
        .extracting(log::label)
        .containsExactly("100", "200", "500", "1,000", "2,000", "5,000");
    Axis hundreds = new Axis(Scale.LINEAR, 0, 472.5, 0, 100);
    assertThat(hundreds.ticks())
        .extracting(hundreds::label)
        .containsExactly("0", "100", "200", "300", "400");
    assertThat(log.at(90)).isZero();
    assertThat(log.at(6000)).isEqualTo(100);
  }

  @Test
  void noTwoStrategiesLookTheSameAndAnAuditedOneLooksLikeItsTwin() {
    List<String> strategies =
        IntStream.range(0, 20)
            .boxed()
            .flatMap(i -> Stream.of("s" + i, "s" + i + "+audit"))
            .toList();
    Map<String, LineStyle> styles = LineStyle.of(strategies);
    assertThat(new HashSet<>(styles.values())).hasSize(40);
    assertThat(styles.get("s3+audit").colour()).isEqualTo(styles.get("s3").colour());
    assertThat(styles.get("s3+audit").dashes()).isNotEqualTo(styles.get("s3").dashes());
  }

  private static StudyPlot plot(MadeStudy study) {
    return new StudyPlot(summary(study));
  }

  private static StudySummary summary(MadeStudy study) {
    return StudySummary.of(study.rows(), MadeStudy.plan("margin", 10));
  }

  private static Document parsed(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(UTF_8)));
  }

  private static List<String> texts(Document svg) {
    NodeList texts = svg.getElementsByTagName("text");
    return IntStream.range(0, texts.getLength())
        .mapToObj(i -> texts.item(i).getTextContent())
        .toList();
  }
}
