package org.penumbra.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/** A plan for programs. Fields are added, never renamed. */
public final class PlanJson {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private PlanJson() {}

  /** One JSON object, indented, ended by a line feed. */
  public static String render(RunPlan plan) {
    ObjectNode root = JSON.createObjectNode();
    root.put("items", plan.target().corpusItems());
    root.put("pool_items", plan.target().poolItems());
    root.put("cores", plan.target().cores());
    root.put("rounds", plan.target().rounds());
    ArrayNode from = root.putArray("from");
    plan.from()
        .forEach(
            run ->
                from.addObject()
                    .put("run", run.uri())
                    .put("items", run.corpusItems())
                    .put("pool_items", run.poolItems()));
    ArrayNode stages = root.putArray("stages");
    plan.stages()
        .forEach(
            stage ->
                stages
                    .addObject()
                    .put("stage", stage.stage())
                    .put("rounds", name(stage.rounds()))
                    .put("seconds", stage.seconds())
                    .put("fixed_seconds", stage.fixedSeconds())
                    .put("core_seconds_per_item", stage.coreSecondsPerItem())
                    .put("peak_bytes", stage.peakBytes())
                    .put("sizes", stage.sizes()));
    ArrayNode datasets = root.putArray("datasets");
    plan.datasets()
        .forEach(
            dataset ->
                datasets
                    .addObject()
                    .put("dataset", dataset.dataset())
                    .put("rounds", name(dataset.rounds()))
                    .put("bytes", dataset.bytes())
                    .put("bytes_per_item", dataset.bytesPerItem())
                    .put("staged", dataset.staged()));
    root.put("seconds", plan.seconds());
    root.put("bytes", plan.bytes());
    root.put("staged_bytes", plan.stagedBytes());
    root.put("peak_bytes", plan.peakBytes());
    root.put("spent_on_models", plan.spent());
    root.put("cost", plan.cost());
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Plain values can be written", e);
    }
  }

  private static String name(Rounds rounds) {
    return rounds.name().toLowerCase(Locale.ROOT);
  }
}
