package org.penumbra.study.summary;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.penumbra.study.summary.MadeStudy.KAPPA;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.penumbra.study.Measurement;
import org.penumbra.study.StudyNames;

class StudySummaryTest {

  private static final List<String> STRATEGIES =
      List.of("random", "margin", "margin+audit", "recipe");

  @Property(tries = 10)
  void theOrderOfTheRowsChangesNoBit(@ForAll long seed) {
    List<Measurement> rows = new ArrayList<>(MadeStudy.whole(seed, STRATEGIES).rows());
    StudySummary before = StudySummary.of(rows, MadeStudy.plan("recipe", 20));
    Collections.shuffle(rows, new Random(seed));
    assertThat(StudySummary.of(rows, MadeStudy.plan("recipe", 20))).isEqualTo(before);
  }

  @Property(tries = 10)
  void theNamesOfTheSeedsChangeNoBit(@ForAll long seed) {
    List<Measurement> rows = MadeStudy.whole(seed, STRATEGIES).rows();
    List<Long> names =
        new Random(seed).longs(5).boxed().distinct().collect(toCollection(ArrayList::new));
    List<Measurement> renamed =
        rows.stream()
            .map(
                row ->
                    new Measurement(
                        row.dataset(),
                        row.prevalence(),
                        row.strategy(),
                        names.get((int) row.seed() - 1),
                        row.labels(),
                        row.metric(),
                        row.value()))
            .toList();
    assertThat(StudySummary.of(renamed, MadeStudy.plan("recipe", 20)))
        .isEqualTo(StudySummary.of(rows, MadeStudy.plan("recipe", 20)));
  }

  @Test
  void holdsEveryStrategyAndCell() {
    StudySummary summary =
        StudySummary.of(MadeStudy.whole(1, STRATEGIES).rows(), MadeStudy.plan("recipe", 20));
    assertThat(summary.strategies()).containsExactly("margin", "margin+audit", "random", "recipe");
    assertThat(summary.cells()).hasSize(4);
    assertThat(summary.cells().get(0).poolItems()).hasValue(6000);
    assertThat(summary.cells().get(0).curves())
        .extracting(LearningCurve::strategy)
        .containsExactly(
            StudyNames.ALL_EXPERT, StudyNames.CROWD, "margin", "margin+audit", "random", "recipe");
    assertThat(summary.cells().get(0).prevalences()).hasSize(4);
    assertThat(summary.cells().get(0).positives()).hasSize(4);
    assertThat(summary.means()).hasSize(4 * 4);
    assertThat(summary.areas()).hasSize(3 * 4);
    assertThat(summary.meanAreas()).hasSize(3);
    assertThat(summary.factors()).hasSize(4 * 4 * 4);
    assertThat(summary.medians()).hasSize(4 * 4);
  }

  @Test
  void onlyTheContrastFixedBeforehandIsConfirmatory() {
    StudySummary summary =
        StudySummary.of(MadeStudy.whole(1, STRATEGIES).rows(), MadeStudy.plan("recipe", 20));
    assertThat(summary.confirmatory().role()).isEqualTo(Contrast.Role.CONFIRMATORY);
    List<Integer> budgets = List.of(200, 300, 450);
    assertThat(summary.descriptive())
        .allMatch(contrast -> contrast.role() == Contrast.Role.DESCRIPTIVE)
        .extracting(Contrast::planned)
        .containsExactly(
            new PlannedContrast("margin", "random", budgets),
            new PlannedContrast("margin+audit", "random", budgets),
            new PlannedContrast("recipe", "margin", budgets),
            new PlannedContrast("recipe", "margin+audit", budgets),
            new PlannedContrast("recipe", "random", List.of(100)),
            new PlannedContrast("recipe", "random", List.of(200)),
            new PlannedContrast("recipe", "random", List.of(300)),
            new PlannedContrast("recipe", "random", List.of(450)));
  }

  @Test
  void aSmallPoolCountsAtSmallBudgetsOnlyAndIsStillShown() {
    Cell small = new Cell("small", .05);
    MadeStudy study = new MadeStudy().pool(small, 2000);
    for (int budget : new int[] {100, 200, 300, 450}) {
      study.kappa(small, "recipe", budget, .4).kappa(small, "random", budget, .2);
    }
    StudySummary summary = StudySummary.of(study.rows(), MadeStudy.plan("recipe", 20));
    assertThat(summary.means())
        .filteredOn(point -> point.strategy().equals("recipe"))
        .extracting(MeanPoint::cells)
        .containsExactly(1, 1, 0, 0);
    assertThat(summary.confirmatory().cells()).isEmpty();
    assertThat(summary.areas()).isEmpty();
    assertThat(summary.cells().get(0).curves().get(0).points()).hasSize(4);
  }

  @Test
  void anEmptyStudyHasAnEmptySummary() {
    StudySummary summary = StudySummary.of(List.of(), MadeStudy.plan("recipe", 20));
    assertThat(summary.cells()).isEmpty();
    assertThat(summary.confirmatory().estimate().defined()).isFalse();
  }

  @Test
  void aPlanIsChecked() {
    PlannedContrast contrast = new PlannedContrast("recipe", "random", List.of(100));
    List<Integer> budgets = List.of(100, 200);
    assertThatThrownBy(
            () -> new SummaryPlan(KAPPA, budgets, List.of(100), contrast, "random", 1, 1, 10))
        .hasMessage("An area needs two budgets, not [100]");
    assertThatThrownBy(() -> new SummaryPlan(KAPPA, budgets, budgets, contrast, "random", 0, 1, 10))
        .hasMessage("A bootstrap needs a replicate, not 0");
    assertThatThrownBy(() -> new SummaryPlan(KAPPA, budgets, budgets, contrast, "random", 1, 1, -1))
        .hasMessage("A pool holds 0 or more items, not -1");
    assertThatThrownBy(
            () -> new SummaryPlan(KAPPA, List.of(0), budgets, contrast, "random", 1, 1, 10))
        .hasMessage("Budgets are positive and ascending, not [0]");
  }
}
