package org.penumbra.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.evaluate.Figure;
import org.penumbra.jobs.evaluate.Measured;
import org.penumbra.jobs.spark.LocalSpark;
import org.penumbra.jobs.state.StageName;
import org.penumbra.student.StudentModel;

/** Split, train and evaluate over two rounds: what is measured on was not learned from. */
@ExtendWith({LocalSpark.class, FinishedLoop.class})
class LearningTest {

  @Test
  void putsNoItemOnBothSidesInAnyRound(FinishedLoop.Rounds loop) {
    List<String> eval = new ArrayList<>();
    List<String> sft = new ArrayList<>();
    for (int round = 1; round <= 2; round++) {
      eval.addAll(ids(loop, RunDataset.EVAL, round));
      sft.addAll(ids(loop, RunDataset.SFT, round));
    }

    assertThat(eval).isNotEmpty().doesNotHaveDuplicates().doesNotContainAnyElementsOf(sft);
    assertThat(sft).isNotEmpty().doesNotHaveDuplicates();
    for (int round = 1; round <= 2; round++) {
      assertThat(AdRun.batchIds(loop.run, round))
          .containsAll(ids(loop, RunDataset.EVAL, round))
          .containsAll(ids(loop, RunDataset.SFT, round));
    }
  }

  @Test
  void keepsPairsTogether(FinishedLoop.Rounds loop) {
    Map<String, String> sides = new HashMap<>();
    for (int round = 1; round <= 2; round++) {
      ids(loop, RunDataset.EVAL, round).forEach(id -> sides.put(id, "eval"));
      ids(loop, RunDataset.SFT, round).forEach(id -> sides.put(id, "sft"));
    }
    Map<String, Set<String>> pairs = new TreeMap<>();
    for (int round = 1; round <= 2; round++) {
      for (Row row : AdRun.batch(loop.run, round)) {
        String side = sides.get(row.<String>getAs("item_id"));
        if (row.getAs("pair_id") != null && side != null) {
          pairs.computeIfAbsent(row.getAs("pair_id"), pair -> new HashSet<>()).add(side);
        }
      }
    }

    assertThat(pairs).isNotEmpty();
    assertThat(pairs.values()).allMatch(side -> side.size() == 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void keepsAStudentThatKnowsWhereItComesFrom(int round, FinishedLoop.Rounds loop) {
    assertThat(loop.run.folder().resolve("models/round=00" + round))
        .isDirectoryContaining("glob:**/student.json")
        .isDirectoryContaining("glob:**/held-out.json")
        .isDirectoryContaining("glob:**/cross-fitted.json")
        .isDirectoryContaining("glob:**/network.zip");
    StudentModel student = loop.run.call(context -> new Models(context.store()).student(round));

    assertThat(student.lineage().policyId()).isEqualTo("health-claims");
    assertThat(student.lineage().guidelineVersion()).isEqualTo("1");
    assertThat(student.threshold().cut()).isFinite();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void trainsTheTwinOnNoEvaluationItem(int round, FinishedLoop.Rounds loop) {
    StudentModel twin =
        loop.run.call(context -> new Models(context.store()).heldOut(round).orElseThrow());
    StudentModel student = loop.run.call(context -> new Models(context.store()).student(round));
    List<String> labels = new ArrayList<>();
    int sft = 0;
    for (int past = 1; past <= round; past++) {
      labels.addAll(AdRun.batchIds(loop.run, past));
      sft += ids(loop, RunDataset.SFT, past).size();
    }

    assertThat(twin.training().labels()).isEqualTo(sft);
    assertThat(student.training().labels()).isEqualTo(labels.size());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void measuresWithIntervals(int round, FinishedLoop.Rounds loop) {
    List<Figure> figures = figures(loop, round);

    assertThat(figures)
        .filteredOn(figure -> figure.metric().equals(Measured.EXPERT_KAPPA))
        .isNotEmpty()
        .allMatch(figure -> figure.model() == null && figure.basis().equals("raters"))
        .extracting(Figure::population)
        .contains("eval", "eval-curated", "natural");
    assertThat(figures)
        .filteredOn(figure -> figure.metric().equals(Measured.EXPERT_KAPPA))
        .filteredOn(figure -> figure.interval().equals(Figure.ONE_SIDED))
        .singleElement()
        .satisfies(figure -> assertThat(figure.population()).isEqualTo(Measured.EVAL));
    assertThat(figures)
        .filteredOn(figure -> figure.metric().equals(Measured.MODEL_EXPERT_KAPPA))
        .filteredOn(figure -> figure.interval().equals(Figure.TWO_SIDED))
        .isNotEmpty()
        .allMatch(figure -> figure.basis().equals(Measured.HELD_OUT))
        .extracting(Figure::model)
        .contains(Models.name(round));
    assertThat(figures)
        .filteredOn(figure -> figure.interval().equals(Figure.TWO_SIDED))
        .filteredOn(figure -> !Double.isNaN(figure.value().low()))
        .isNotEmpty()
        .allMatch(
            figure ->
                figure.value().low() <= figure.value().estimate()
                    && figure.value().estimate() <= figure.value().high());
    assertThat(figures)
        .filteredOn(figure -> figure.metric().equals(Measured.PREVALENCE))
        .singleElement()
        .satisfies(figure -> assertThat(figure.population()).isEqualTo(Measured.NATURAL));
  }

  @ParameterizedTest
  @CsvSource({"eval", "eval-round=001", "eval-round=002", "natural"})
  void measuresTheModelByRoundInAllAndAtNaturalPrevalence(
      String population, FinishedLoop.Rounds loop) {
    List<Figure> ofTwin =
        figures(loop, 2).stream()
            .filter(figure -> figure.population().equals(population))
            .filter(figure -> figure.basis().equals(Measured.HELD_OUT))
            .filter(figure -> "student-round=002".equals(figure.model()))
            .filter(figure -> figure.interval().equals(Figure.TWO_SIDED))
            .toList();

    assertThat(ofTwin)
        .extracting(Figure::metric)
        .contains("model_expert_kappa", "consensus_kappa", "precision", "recall")
        .contains("average_precision");
    assertThat(ofTwin).allMatch(figure -> figure.items() > 0);
  }

  @Test
  void theEvaluationItemsOfTheRoundsAddUp(FinishedLoop.Rounds loop) {
    Map<String, Long> items = new TreeMap<>();
    figures(loop, 2).stream()
        .filter(figure -> figure.metric().equals(Measured.AVERAGE_PRECISION))
        .filter(figure -> figure.basis().equals(Measured.HELD_OUT))
        .forEach(figure -> items.put(figure.population(), figure.items()));

    assertThat(items.get("eval"))
        .isEqualTo(items.get("eval-round=001") + items.get("eval-round=002"));
  }

  @Test
  void holdsTheModelAgainstEachOfThreeRaters(FinishedLoop.Rounds loop) {
    List<Figure> figures = figures(loop, 2);

    assertThat(only(figures, Measured.COMPARED_RATERS).value().estimate()).isEqualTo(AdRun.RATERS);
    assertThat(only(figures, Measured.WINNING_RATE).value().estimate()).isBetween(0.0, 1.0);
    Figure advantage = only(figures, Measured.ADVANTAGE_PROBABILITY);
    assertThat(advantage.value().estimate()).isBetween(0.0, 1.0);
    assertThat(advantage.value().low()).isLessThanOrEqualTo(advantage.value().estimate());
    assertThat(loop.run.output()).contains("of 3 raters at epsilon 0.20 (");
  }

  private static Figure only(List<Figure> figures, String metric) {
    return figures.stream()
        .filter(figure -> figure.metric().equals(metric))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void measuresTheFirstRoundsStudentOnTheSecondRoundsItemsToo(FinishedLoop.Rounds loop) {
    List<Figure> figures = figures(loop, 2);

    assertThat(figures)
        .filteredOn(figure -> figure.metric().equals(Measured.MODEL_EXPERT_KAPPA))
        .filteredOn(figure -> figure.basis().equals(Measured.HELD_OUT))
        .extracting(Figure::model)
        .contains("student-round=001", "student-round=002");
    assertThat(figures)
        .filteredOn(figure -> figure.metric().equals(Measured.GAIN))
        .isNotEmpty()
        .allMatch(figure -> figure.model().equals("student-round=002"));
    assertThat(figures(loop, 1)).noneMatch(figure -> figure.metric().equals(Measured.GAIN));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void holdsNoCrossFittedFigureAgainstTheExperts(int round, FinishedLoop.Rounds loop) {
    assertThat(figures(loop, round))
        .filteredOn(figure -> figure.interval().equals(Figure.ONE_SIDED))
        .isNotEmpty()
        .noneMatch(figure -> figure.basis().equals(Measured.CROSS_FITTED));
  }

  private static List<Figure> figures(FinishedLoop.Rounds loop, int round) {
    return loop.run.read(RunDataset.METRICS, StageName.EVALUATE, round).collectAsList().stream()
        .map(Figure::of)
        .toList();
  }

  private static List<String> ids(FinishedLoop.Rounds loop, RunDataset dataset, int round) {
    return loop.run.read(dataset, StageName.SPLIT, round).select("item_id").collectAsList().stream()
        .map(row -> row.getString(0))
        .toList();
  }
}
