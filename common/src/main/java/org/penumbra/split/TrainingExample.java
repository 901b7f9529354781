package org.penumbra.split;

/**
 * A labelled text for fine-tuning.
 *
 * @param itemId the item
 * @param text as it may leave the run; hostile
 * @param label the experts' consensus, 0 or 1
 * @param modelLabel what the model had said when the item was chosen, 0 or 1; null if unknown
 */
public record TrainingExample(String itemId, String text, int label, Integer modelLabel) {

  /** Whether the model was wrong, as the experts see it. */
  public boolean contradicted() {
    return modelLabel != null && modelLabel != label;
  }
}
