package org.penumbra.label;

import java.util.List;

/**
 * What became of the rows of the label files: rows = accepted + rejects + collapsed.
 *
 * @param accepted new labels, by item, rater and phase
 * @param rejects rows that could not be taken, by file and line
 * @param collapsed rows that said again what was accepted already
 */
public record CheckedLabels(List<ExpertLabel> accepted, List<LabelReject> rejects, int collapsed) {

  public CheckedLabels {
    accepted = List.copyOf(accepted);
    rejects = List.copyOf(rejects);
  }
}
