package org.penumbra.study.summary;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.Stream;
import org.penumbra.agree.Bootstrap;
import org.penumbra.study.StudyNames;

/** Reads the rows of a study as planned. */
final class StudyReading {

  private final Measurements rows;
  private final SummaryPlan plan;
  private final List<String> strategies;
  private final Bootstrap overSeeds;
  private final HierarchicalBootstrap overDatasets;

  StudyReading(Measurements rows, SummaryPlan plan) {
    this.rows = rows;
    this.plan = plan;
    this.strategies =
        rows.cells().stream()
            .flatMap(cell -> rows.strategies(cell, plan.metric()).stream())
            .filter(StudyNames::spendsExperts)
            .distinct()
            .sorted()
            .toList();
    this.overSeeds = new Bootstrap(plan.seed(), plan.replicates());
    this.overDatasets = new HierarchicalBootstrap(plan.seed(), plan.replicates());
  }

  StudySummary summary() {
    List<NormalisedArea> areas = areas();
    List<ReductionFactor> factors = factors();
    return new StudySummary(
        plan,
        strategies,
        rows.cells().stream().map(cell -> CellSummary.of(rows, cell, plan.metric())).toList(),
        means(),
        areas,
        choosing().map(strategy -> MeanArea.of(strategy, areas)).toList(),
        contrast(Contrast.Role.CONFIRMATORY, plan.confirmatory()),
        descriptive(),
        factors,
        medians(factors));
  }

  private List<MeanPoint> means() {
    return strategies.stream()
        .flatMap(
            strategy ->
                plan.budgets().stream()
                    .map(
                        budget ->
                            MeanPoint.of(rows, holding(budget), strategy, plan.metric(), budget)))
        .toList();
  }

  private List<NormalisedArea> areas() {
    int largest = plan.areaBudgets().get(plan.areaBudgets().size() - 1);
    return choosing()
        .flatMap(
            strategy ->
                holding(largest).stream()
                    .map(
                        cell ->
                            NormalisedArea.of(
                                rows,
                                cell,
                                strategy,
                                plan.baseline(),
                                plan.metric(),
                                plan.areaBudgets(),
                                overSeeds)))
        .toList();
  }

  private List<Contrast> descriptive() {
    PlannedContrast fixed = plan.confirmatory();
    Set<PlannedContrast> planned = new LinkedHashSet<>();
    choosing().forEach(s -> planned.add(new PlannedContrast(s, plan.baseline(), fixed.budgets())));
    strategies.stream()
        .filter(strategy -> !strategy.equals(fixed.strategy()))
        .forEach(s -> planned.add(new PlannedContrast(fixed.strategy(), s, fixed.budgets())));
    plan.budgets()
        .forEach(
            budget ->
                planned.add(
                    new PlannedContrast(fixed.strategy(), fixed.baseline(), List.of(budget))));
    planned.remove(fixed);
    return planned.stream().map(contrast -> contrast(Contrast.Role.DESCRIPTIVE, contrast)).toList();
  }

  private Contrast contrast(Contrast.Role role, PlannedContrast planned) {
    return Contrast.of(rows, role, planned, plan.metric(), plan.minPoolMultiple(), overDatasets);
  }

  private List<ReductionFactor> factors() {
    List<ReductionFactor> factors = new ArrayList<>();
    for (String strategy : strategies) {
      for (int budget : plan.budgets()) {
        for (Cell cell : holding(budget)) {
          ReductionFactor.of(rows, cell, strategy, budget, plan.metric(), overSeeds)
              .ifPresent(factors::add);
        }
      }
    }
    return factors;
  }

  private List<ReductionMedian> medians(List<ReductionFactor> factors) {
    return factors.isEmpty()
        ? List.of()
        : strategies.stream()
            .flatMap(
                strategy ->
                    plan.budgets().stream()
                        .map(budget -> ReductionMedian.of(strategy, budget, factors)))
            .toList();
  }

  /** All strategies but the baseline. */
  private Stream<String> choosing() {
    return strategies.stream().filter(strategy -> !strategy.equals(plan.baseline()));
  }

  private SortedSet<Cell> holding(int budget) {
    return rows.cellsHolding(budget, plan.minPoolMultiple());
  }
}
