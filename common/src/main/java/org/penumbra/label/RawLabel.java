package org.penumbra.label;

import java.time.Instant;
import java.util.List;

/**
 * A well-formed row of a label file, not yet held against the batch.
 *
 * @param file the file it stood in
 * @param line the line it began on, from 1
 * @param taskId the task that was answered, empty if not said
 * @param itemId the item; empty where the task alone is named
 * @param pairId the pair the item came with, empty if not said
 * @param rater a pseudonym
 * @param answer what the rater answered
 * @param phase when; {@link Phase#FIRST} if the file does not say
 * @param reasons reason codes ticked, may be empty
 * @param seconds time taken, or null if not said
 * @param language empty if not said
 * @param note empty if not said
 * @param tool empty if not said
 * @param at when the answer was given, or null if not said
 * @param policyId empty if not said
 * @param guidelineVersion empty if not said
 * @param round or null if not said
 */
public record RawLabel(
    String file,
    long line,
    String taskId,
    String itemId,
    String pairId,
    String rater,
    Answer answer,
    Phase phase,
    List<String> reasons,
    Double seconds,
    String language,
    String note,
    String tool,
    Instant at,
    String policyId,
    String guidelineVersion,
    Integer round)
    implements ParsedLabel {

  public RawLabel {
    reasons = List.copyOf(reasons);
  }

  /** The same row for an item of another id. */
  RawLabel of(String otherItemId) {
    return asked(otherItemId, phase);
  }

  /** The same answer to what was really asked. */
  public RawLabel asked(String askedItemId, Phase askedPhase) {
    return with(askedItemId, rater, askedPhase);
  }

  /** The same row by the rater under another name. */
  public RawLabel by(String otherRater) {
    return with(itemId, otherRater, phase);
  }

  private RawLabel with(String otherItemId, String otherRater, Phase otherPhase) {
    return new RawLabel(
        file,
        line,
        taskId,
        otherItemId,
        pairId,
        otherRater,
        answer,
        otherPhase,
        reasons,
        seconds,
        language,
        note,
        tool,
        at,
        policyId,
        guidelineVersion,
        round);
  }

  /**
   * The label it is, once it is found to be one.
   *
   * @param otherwiseAt stands for the time of an answer that the file does not say
   */
  public ExpertLabel label(
      String askedPolicy, String askedGuideline, int askedRound, Instant otherwiseAt) {
    return new ExpertLabel(
        askedPolicy,
        askedGuideline,
        itemId,
        rater,
        answer,
        phase,
        reasons,
        seconds,
        language,
        note,
        tool,
        askedRound,
        at == null ? otherwiseAt : at);
  }

  /** The row among the rejects. */
  LabelReject reject(String reason) {
    String sample = "%s, %s, %s, %s".formatted(itemId, rater, answer.wireName(), phase.wireName());
    return new LabelReject(file, line, reason, sample);
  }
}
