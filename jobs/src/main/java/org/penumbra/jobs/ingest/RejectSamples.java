package org.penumbra.jobs.ingest;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.penumbra.jobs.data.RunData;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.label.Redactors;
import org.penumbra.jobs.stage.StageRun;
import org.penumbra.jobs.state.Forgotten;
import org.penumbra.label.LabelReject;
import org.penumbra.label.assign.Panel;
import org.penumbra.redact.Redactor;
import org.penumbra.settings.RedactSettings;

/**
 * What of a rejected row may be kept: neither names of raters nor what is redacted elsewhere. A run
 * that forgot an item keeps no samples: one may be of it, and does not say so.
 */
public final class RejectSamples {

  private final RedactSettings redact;
  private final Panel panel;
  private final Forgotten forgotten;

  public RejectSamples(RedactSettings redact, Panel panel, Forgotten forgotten) {
    this.redact = redact;
    this.panel = panel;
    this.forgotten = forgotten;
  }

  /** Writes label_rejects. */
  public void write(RunData data, StageRun run, List<LabelReject> rejects) {
    Redactor redactor = Redactors.of(redact);
    List<String> samples = redactor.redact(rejects.stream().map(LabelReject::sample).toList());
    List<String> reasons = redactor.redact(rejects.stream().map(LabelReject::reason).toList());
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < rejects.size(); i++) {
      LabelReject reject = rejects.get(i);
      rows.add(
          RowFactory.create(
              panel.withoutNames(reject.file()),
              reject.line(),
              panel.withoutNames(reasons.get(i)),
              forgotten.isEmpty() ? beginning(panel.sample(samples.get(i))) : ""));
    }
    run.write(RunDataset.LABEL_REJECTS, () -> data.frame(rows, RunDataset.LABEL_REJECTS));
  }

  private static String beginning(String sample) {
    return sample.codePointCount(0, sample.length()) <= RunDataset.SAMPLE_CHARACTERS
        ? sample
        : sample.substring(0, sample.offsetByCodePoints(0, RunDataset.SAMPLE_CHARACTERS));
  }
}
