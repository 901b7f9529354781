package org.penumbra.jobs.simulate;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import org.penumbra.Errors;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.jobs.state.Manifest;
import org.penumbra.settings.Settings;
import org.penumbra.settings.StudySettings;
import org.penumbra.study.Measurement;
import org.penumbra.study.Metric;
import org.penumbra.study.summary.PlannedContrast;
import org.penumbra.study.summary.StudyPlot;
import org.penumbra.study.summary.StudySummary;
import org.penumbra.study.summary.StudyTable;
import org.penumbra.study.summary.SummaryPlan;

/** The tables and pictures of a study. */
public final class StudyReport {

  private static final String FOLDER = "exports/study";

  private final RunContext context;
  private final SummaryPlan plan;

  /**
   * Says what is to be read, before anything is played.
   *
   * @throws org.penumbra.UserException if there are too few batches to read anything
   */
  public StudyReport(RunContext context) {
    this.context = context;
    try {
      this.plan = plan(context.settings());
    } catch (IllegalArgumentException e) {
      throw Errors.studyPlan(e.getMessage());
    }
  }

  /** All figures of a study. */
  public List<Measurement> read(List<Manifest> study) {
    return context.data().read(RunDataset.STUDY, study).collectAsList().stream()
        .map(
            row ->
                new Measurement(
                    row.getString(0),
                    row.getDouble(1),
                    row.getString(2),
                    row.getLong(3),
                    row.getInt(4),
                    row.getString(5),
                    row.getDouble(6)))
        .toList();
  }

  /** Writes them, and says to which folder of the run. */
  public String write(List<Measurement> measured) {
    StudySummary summary = StudySummary.of(measured, plan);
    put("study.md", StudyTable.render(summary));
    new StudyPlot(summary).files().forEach(this::put);
    return FOLDER;
  }

  private void put(String name, String text) {
    context.store().put(FOLDER + "/" + name, text.getBytes(UTF_8));
  }

  private static SummaryPlan plan(Settings settings) {
    StudySettings study = settings.study();
    List<Integer> budgets = new ArrayList<>();
    int spent = study.coldStart();
    for (int batch : study.batches()) {
      spent += batch;
      budgets.add(spent);
    }
    int last = spent;
    List<Integer> compared = budgets.stream().filter(budget -> 3 * budget >= last).toList();
    String baseline = Programme.CONTRAST.get(1);
    return new SummaryPlan(
        Metric.KAPPA.wireName(),
        budgets,
        budgets,
        new PlannedContrast(Programme.CONTRAST.get(0), baseline, compared),
        baseline,
        SummaryPlan.DEFAULT_REPLICATES,
        settings.seed(),
        SummaryPlan.DEFAULT_POOL_MULTIPLE);
  }
}
