package org.penumbra.jobs.drift;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.penumbra.jobs.data.History;
import org.penumbra.jobs.data.LabelledItems;
import org.penumbra.jobs.label.Guideline;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.jobs.state.StageId;
import org.penumbra.jobs.state.StageName;
import org.penumbra.jobs.state.StageState;
import org.penumbra.label.guideline.CarriedStratum;
import org.penumbra.label.guideline.CarryOver;
import org.penumbra.provenance.ReportJson;
import org.penumbra.provenance.StageReport;
import org.penumbra.select.Reask;

/**
 * What a policy that has changed since a round makes of its labels, by the rule that {@code ingest}
 * follows: experts are asked a random part again, and no model answers for them.
 *
 * @param sentences for people; none where nothing changed
 * @param again the labelled items to ask again
 */
record PolicyChange(List<String> sentences, List<Reask> again) {

  /** The change since a round. */
  static PolicyChange since(RunContext context, int round) {
    String version = context.policy().guidelineVersion();
    History history = new History(context.store(), context.data());
    Guideline guideline = new Guideline(history, version, round);
    if (guideline.outdated().isEmpty()) {
      return sameVersion(context, round);
    }
    LabelledItems labelled = new LabelledItems(context.spark(), context.data(), history, version);
    CarryOver carryOver = guideline.carryOver(context.settings().seed(), labelled, round, Map.of());
    Set<String> outdated = guideline.outdated();
    List<Reask> again = carryOver.next(outdated, outdated.size());
    List<String> sentences = new ArrayList<>();
    sentences.add(
        "the policy is at guideline version '"
            + version
            + "', and "
            + outdated.size()
            + " items were asked under earlier ones only; "
            + again.size()
            + " of them are to be asked again, which the next select does (select.reask-share)");
    carryOver.strata().stream().map(CarriedStratum::inWords).forEach(sentences::add);
    return new PolicyChange(sentences, again);
  }

  /** Of a policy whose text may have changed all the same. */
  private static PolicyChange sameVersion(RunContext context, int round) {
    StageState select = new StageState(context.store(), new StageId(round, StageName.SELECT));
    String asked = report(select).provenance().promptHashes().get(context.policy().id());
    return context.policy().hash().equals(asked)
        ? new PolicyChange(List.of(), List.of())
        : new PolicyChange(
            List.of(
                "the policy's text is not what round "
                    + round
                    + " was asked under, and its guideline-version is: labels count on. Raise the"
                    + " version where experts would answer otherwise now"),
            List.of());
  }

  private static StageReport report(StageState state) {
    try {
      byte[] report = state.report().orElseThrow();
      return new ReportJson().read(new String(report, UTF_8), StageReport.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
