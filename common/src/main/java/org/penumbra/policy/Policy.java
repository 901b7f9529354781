package org.penumbra.policy;

import java.io.Serializable;
import java.util.List;
import org.penumbra.StableHash;

/**
 * One binary question about a text, with what a rater or a model needs to answer it.
 *
 * @param id name of the policy in datasets and paths, {@code [a-z0-9-]+}
 * @param guidelineVersion version of the definition; labels of different versions are never pooled
 * @param question the question, answered by one of the two names
 * @param definition the guideline in full
 * @param positiveName what a text is called that the question is true of
 * @param negativeName what any other text is called
 * @param reasons reason codes a rater may tick, possibly none
 * @param positiveExamples texts the question is true of, at least one
 * @param negativeExamples texts it is not true of, possibly none
 */
public record Policy(
    String id,
    String guidelineVersion,
    String question,
    String definition,
    String positiveName,
    String negativeName,
    List<String> reasons,
    List<String> positiveExamples,
    List<String> negativeExamples)
    implements Serializable {

  public Policy {
    reasons = List.copyOf(reasons);
    positiveExamples = List.copyOf(positiveExamples);
    negativeExamples = List.copyOf(negativeExamples);
  }

  /** A hash of all fields, the same on every machine: 32 hexadecimal digits. */
  public String hash() {
    StringBuilder canonical = new StringBuilder();
    append(
        canonical, List.of(id, guidelineVersion, question, definition, positiveName, negativeName));
    append(canonical, reasons);
    append(canonical, positiveExamples);
    append(canonical, negativeExamples);
    return StableHash.id128(canonical.toString());
  }

  /** Lengths go first, so that no text can pass for the end of its field. */
  private static void append(StringBuilder canonical, List<String> texts) {
    canonical.append(texts.size()).append('\n');
    for (String text : texts) {
      canonical.append(text.length()).append(':').append(text).append('\n');
    }
  }
}
