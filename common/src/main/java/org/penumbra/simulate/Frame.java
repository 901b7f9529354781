package org.penumbra.simulate;

import java.util.List;

/**
 * Words around a violating claim: the one wording stands by it, the other, with the same words in
 * another order, warns of it.
 *
 * @param standingBy a template with {@value #CLAIM} where the claim goes
 * @param warning the same words, warning of the claim
 */
record Frame(String standingBy, String warning) {

  static final String CLAIM = "…";

  /** The frames of {@code frames.tsv}. */
  static List<Frame> fromResource() {
    return Resources.pairs("frames.tsv").stream()
        .map(pair -> new Frame(pair.first(), pair.second()))
        .toList();
  }
}
