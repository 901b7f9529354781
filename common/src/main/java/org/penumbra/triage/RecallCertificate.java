package org.penumbra.triage;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import org.penumbra.Interval;

/**
 * What is certain about the recall of tiers that drop something: the share of the corpus's
 * positives that they keep, from a probability sample of what was kept and of what was dropped. The
 * positives among the dropped are the elusion of technology-assisted review; what they were dropped
 * by does not matter.
 *
 * @param recall estimated, with its interval; undefined if no positive was seen
 * @param level of the interval
 * @param target the recall that is to be certified
 * @param prevalence of positives in the corpus, estimated
 * @param elusion share of positives among what was dropped, estimated; NaN if nothing was
 * @param auditedKept texts of the sample that were kept
 * @param auditedDropped texts of the sample that were dropped
 * @param certifiableFrom the prevalence below which the target cannot be certified with this many
 *     audits, even if they find no positive among the dropped
 */
public record RecallCertificate(
    Interval recall,
    double level,
    double target,
    double prevalence,
    double elusion,
    long auditedKept,
    long auditedDropped,
    double certifiableFrom)
    implements Serializable {

  /** How a loss of recall stands to the limit that is set to it. */
  public enum Loss {
    /** Shown to be no greater. */
    WITHIN,
    /** Neither shown to be greater nor shown not to be. */
    UNDECIDED,
    /** Shown to be greater. */
    EXCEEDED
  }

  /**
   * Certifies from an audit.
   *
   * @param kept audited texts of those that the tiers kept
   * @param dropped audited texts of those that they dropped; every dropped text had a chance
   * @param keptRows of the corpus, occurrences counted
   * @param droppedRows of the corpus, occurrences counted
   * @param target recall to certify, in (0, 1)
   * @param level of the two-sided interval, in (0, 1)
   */
  public static RecallCertificate of(
      List<Answered> kept,
      List<Answered> dropped,
      long keptRows,
      long droppedRows,
      double target,
      double level) {
    return of(Part.of(kept, keptRows), Part.of(dropped, droppedRows), target, level);
  }

  /** The same, from sums. */
  public static RecallCertificate of(
      Audited kept, Audited dropped, long keptRows, long droppedRows, double target, double level) {
    return of(Part.of(kept, keptRows), Part.of(dropped, droppedRows), target, level);
  }

  static RecallCertificate of(Part kept, Part dropped, double target, double level) {
    if (!(target > 0 && target < 1 && level > 0 && level < 1)) {
      throw new IllegalArgumentException(
          "A recall and a level lie in (0, 1), not %s and %s".formatted(target, level));
    }
    double rows = (double) kept.rows() + dropped.rows();
    // With none found among the dropped, so many could be there at the interval's lower end.
    double room = -Math.log1p(-level) * dropped.positives().unseen();
    return new RecallCertificate(
        RecallBound.interval(kept.positives(), dropped.positives(), level),
        level,
        target,
        (kept.positives().total() + dropped.positives().total()) / rows,
        dropped.positives().total() / dropped.rows(),
        kept.audited(),
        dropped.audited(),
        Math.min(1, target / (1 - target) * room / rows));
  }

  /** Whether the target is certified. */
  public boolean certified() {
    return recall.defined() && recall.low() >= target;
  }

  /** Whether too few texts were audited for the target to be certified, whatever they showed. */
  public boolean certifiable() {
    return recall.defined() && prevalence >= certifiableFrom;
  }

  /**
   * How the loss, one minus recall, stands to a limit.
   *
   * @param limit in (0, 1)
   */
  public Loss loss(double limit) {
    if (!recall.defined()) {
      return Loss.UNDECIDED;
    }
    if (1 - recall.high() > limit) {
      return Loss.EXCEEDED;
    }
    return 1 - recall.low() <= limit ? Loss.WITHIN : Loss.UNDECIDED;
  }

  /**
   * Whether the loss is shown to exceed a limit, so that the first tier is to be distilled anew.
   */
  public boolean exceeds(double limit) {
    return loss(limit) == Loss.EXCEEDED;
  }

  /** What is certain, in a sentence. */
  public String sentence() {
    String found =
        recall.defined()
            ? String.format(
                Locale.ROOT,
                "Recall is %.3f (%.0f %% interval %.3f to %.3f)",
                recall.estimate(),
                100 * level,
                recall.low(),
                recall.high())
            : "Recall is undefined, no positive was seen";
    if (certifiable()) {
      return String.format(
          Locale.ROOT,
          "%s, by %,d audits of what was kept and %,d of what was dropped.",
          found,
          auditedKept,
          auditedDropped);
    }
    return String.format(
        Locale.ROOT,
        "%s; a recall of %.2f is not certifiable below prevalence %.3g with %,d audits of what was"
            + " dropped.",
        found,
        target,
        certifiableFrom,
        auditedDropped);
  }
}
