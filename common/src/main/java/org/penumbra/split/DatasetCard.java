package org.penumbra.split;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.penumbra.policy.Policy;

/**
 * The card of a folder of fine-tuning files, README.md, by which Hugging Face's {@code
 * load_dataset} finds its configurations and splits.
 */
public final class DatasetCard {

  private final Policy policy;
  private final int round;
  private final int carried;
  private final SortedMap<String, SortedMap<String, String>> files = new TreeMap<>();
  private final SortedMap<String, Integer> counts = new TreeMap<>();

  /**
   * A card without files.
   *
   * @param carried how many labels follow an earlier version of the guideline
   */
  public DatasetCard(Policy policy, int round, int carried) {
    this.policy = policy;
    this.round = round;
    this.carried = carried;
  }

  /** Names a file of a configuration's split, which holds some rows. */
  public void add(String config, String split, String file, int rows) {
    files.computeIfAbsent(config, name -> new TreeMap<>()).put(split, file);
    counts.put(file, rows);
  }

  /** The card, Markdown with a YAML head. */
  public String text() {
    StringBuilder card = new StringBuilder("---\nlicense: other\nconfigs:\n");
    files.forEach(
        (config, splits) -> {
          card.append("- config_name: ").append(config).append("\n  data_files:\n");
          splits.forEach(
              (split, file) ->
                  card.append("  - split: ")
                      .append(split)
                      .append("\n    path: ")
                      .append(file)
                      .append('\n'));
        });
    card.append("task_categories:\n- text-classification\n---\n\n")
        .append("# Labels for the policy ")
        .append(policy.id())
        .append("\n\n")
        .append("Experts' consensus under guideline version ")
        .append(policy.guidelineVersion().replaceAll("\\s+", " "))
        .append(", rounds 1 to ")
        .append(round)
        .append(". ");
    if (carried > 0) {
      card.append(carried)
          .append(" labels of training items were given under an earlier version and carried over,")
          .append(" as a random part of their kind was found to hold. ");
    }
    card.append("Items were chosen at the model's boundary, among its highest scores, and a part")
        .append(" at random; the split was drawn at random, pairs, near-duplicates and the corpus'")
        .append(" groups together, and holds over all rounds.\n\n")
        .append("`test` holds hard cases: figures on it are no figures of deployment, and nothing")
        .append(" of it may be trained on.\n\n| file | rows |\n|---|---|\n");
    for (Map.Entry<String, Integer> file : counts.entrySet()) {
      card.append("| ").append(file.getKey()).append(" | ").append(file.getValue()).append(" |\n");
    }
    return card.toString();
  }
}
