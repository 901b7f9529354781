package org.penumbra.jobs.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.penumbra.StableHash;
import org.penumbra.agree.Bootstrap;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.label.Answer;
import org.penumbra.label.ExpertLabel;
import org.penumbra.label.Phase;

class RaterFiguresTest {

  private static final double LEVEL = .95;

  @Test
  void theFiguresAreThoseOfTheRatersAndAllHoldTheTrueAgreement() {
    List<Figure> figures = of(400).figures(Measured.EVAL, new Bootstrap(1, 500));

    assertThat(figures)
        .extracting(Figure::metric)
        .containsExactly("fleiss_kappa", "krippendorff_alpha", "gwet_ac1");
    for (Figure figure : figures) {
      assertThat(figure.model()).isNull();
      assertThat(figure.population()).isEqualTo("eval");
      assertThat(figure.basis()).isEqualTo("raters");
      assertThat(figure.interval()).isEqualTo("two-sided");
      assertThat(figure.level()).isEqualTo(LEVEL);
      assertThat(figure.standardError()).isBetween(.01, .06);
      // Right in .9: two agree in .82; by chance in .5 + .04² · 2 or so, so kappa is about .64.
      assertThat(figure.value().contains(.63)).as(figure.toString()).isTrue();
      assertThat(figure.value().contains(.4)).isFalse();
    }
    // Every fifth item lacks cay's answer.
    assertThat(figures.get(0).items()).isEqualTo(320);
    assertThat(figures.get(1).items()).isEqualTo(400);
    assertThat(figures.get(1).doubled()).isEqualTo(400);
  }

  @Test
  void whatIsUndefinedIsNullInTheRowsWithItsCountsKept() {
    List<ExpertLabel> labels =
        List.of(
            label("i1", "ann", Answer.POSITIVE, Phase.FIRST),
            label("i1", "bob", Answer.POSITIVE, Phase.FIRST));
    RaterFigures figures = new RaterFigures(labels, Map.of(), LEVEL);

    Row ann = figures.raters("p").get(0);
    assertThat(ann.getString(1)).isEqualTo("ann");
    assertThat(ann.isNullAt(2)).isTrue();
    assertThat(ann.isNullAt(3)).isTrue();
    assertThat(ann.getInt(6)).isEqualTo(1);
    Row pair = figures.pairs("p").get(0);
    assertThat(pair.getInt(3)).isEqualTo(1);
    assertThat(pair.isNullAt(4)).isTrue();
    assertThat(figures.figures(Measured.EVAL, new Bootstrap(1, 10)))
        .noneMatch(figure -> figure.value().defined());
    assertThat(figures.caution()).get().asString().startsWith("Kappa is undefined: 1 items");
  }

  @Test
  void theRowsHaveTheColumnsOfTheirDatasets() {
    RaterFigures figures = of(60);
    fits(figures.raters("p").get(0), RunDataset.RATERS.schema());
    fits(figures.pairs("p").get(0), RunDataset.RATER_PAIRS.schema());
  }

  private static void fits(Row row, StructType schema) {
    assertThat(row.length()).isEqualTo(schema.length());
    for (int column = 0; column < row.length(); column++) {
      Class<?> type =
          switch (schema.fields()[column].dataType().typeName()) {
            case "string" -> String.class;
            case "integer" -> Integer.class;
            case "long" -> Long.class;
            case "double" -> Double.class;
            case "boolean" -> Boolean.class;
            default -> throw new AssertionError(schema.fields()[column].toString());
          };
      if (!row.isNullAt(column)) {
        assertThat(row.get(column)).as(schema.fields()[column].name()).isInstanceOf(type);
      }
    }
  }

  @Test
  void enoughItemsNeedNoCaution() {
    assertThat(of(400).caution()).isEmpty();
    assertThat(of(20).caution()).isPresent();
  }

  private static RaterFigures of(int items) {
    List<ExpertLabel> labels = new ArrayList<>();
    for (int i = 0; i < items; i++) {
      String item = "i" + i;
      boolean truth = StableHash.unit(1, "truth", item) < .4;
      for (String rater : List.of("ann", "bob", "cay")) {
        if (i % 5 > 0 || !rater.equals("cay")) {
          boolean right = StableHash.unit(1, rater, item) < .9;
          Answer answer = truth == right ? Answer.POSITIVE : Answer.NEGATIVE;
          labels.add(label(item, rater, answer, Phase.FIRST));
        }
      }
    }
    return new RaterFigures(labels, Map.of(), LEVEL);
  }

  private static ExpertLabel label(String item, String rater, Answer answer, Phase phase) {
    return new ExpertLabel(
        "p", "v", item, rater, answer, phase, List.of(), null, "", "", "", 1, Instant.EPOCH);
  }
}
