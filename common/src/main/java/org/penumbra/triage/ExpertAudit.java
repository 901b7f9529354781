package org.penumbra.triage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Recall by the experts' answers, in two phases (Neyman 1938, "Contribution to the theory of
 * sampling human populations", JASA 33): a language model has answered the audit, and experts a
 * sample of it that is drawn apart from what was kept and what was dropped, from the model's
 * positives and its negatives. An expert's answer stands for what its text stands for, times the
 * texts over the experts' answers in its quarter. An audit that were to ask experts about the
 * model's positives alone would take the model's word for its negatives.
 */
public final class ExpertAudit {

  private ExpertAudit() {}

  /**
   * A text of the audit.
   *
   * @param kept whether the tiers kept it
   * @param model the language model's answer, and what the text stands for
   * @param expert an expert's answer; empty if nobody was asked or nobody could say
   */
  public record Text(boolean kept, Answered model, Optional<Boolean> expert) {}

  /**
   * Certifies from the experts' answers. Who was asked must be chance within each quarter.
   *
   * @see RecallCertificate#of
   */
  public static RecallCertificate certify(
      List<Text> audit, long keptRows, long droppedRows, double target, double level) {
    Part kept = part(audit, true, keptRows);
    Part dropped = part(audit, false, droppedRows);
    return RecallCertificate.of(kept, dropped, target, level);
  }

  private static Part part(List<Text> audit, boolean kept, long rows) {
    List<Answered> answered = new ArrayList<>();
    boolean silent = false;
    for (boolean positive : new boolean[] {true, false}) {
      List<Text> quarter =
          audit.stream()
              .filter(text -> text.kept() == kept && text.model().positive() == positive)
              .toList();
      List<Text> asked = quarter.stream().filter(text -> text.expert().isPresent()).toList();
      double share = (double) asked.size() / quarter.size();
      asked.forEach(text -> answered.add(second(text, share)));
      silent |= asked.isEmpty() && !quarter.isEmpty();
    }
    return silent ? Part.unseen(answered, rows) : Part.of(answered, rows);
  }

  private static Answered second(Text text, double share) {
    return new Answered(
        text.expert().orElseThrow(),
        text.model().inclusionProbability() * share,
        text.model().occurrences());
  }
}
