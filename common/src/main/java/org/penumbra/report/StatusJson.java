package org.penumbra.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Locale;

/** Where a run stands, for programs. Fields are added, never renamed; what is not known is null. */
public final class StatusJson {

  /** In ASCII: it may be shown on a terminal, which obeys characters beyond. */
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private StatusJson() {}

  /** One JSON object, indented, ended by a line feed. */
  public static String render(RunStatus status, NextCommand next) {
    ObjectNode root = JSON.createObjectNode();
    root.put("run", status.uri());
    root.put("policy", status.policy());
    root.put("at", status.at().toString());
    root.put("exists", status.exists());
    root.put("state", name(status.state()));
    root.set("writer", status.writer() == null ? null : writer(status.writer()));
    root.put("forgetting", status.forgetting());
    ArrayNode rounds = root.putArray("rounds");
    status.rounds().forEach(round -> round(rounds.addObject(), round));
    root.set("last_verdict", status.lastVerdict().map(StatusJson::verdict).orElse(null));
    root.set("model", status.model() == null ? null : model(status.model()));
    root.set("embedder", status.embedder() == null ? null : model(status.embedder()));
    root.put("next", next.command());
    root.put("next_when", next.when());
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Plain values can be written", e);
    }
  }

  private static ObjectNode writer(RunWriter writer) {
    ObjectNode node = JSON.createObjectNode();
    node.put("application", writer.application());
    node.put("host", writer.host());
    node.put("process", writer.process());
    node.put("started", writer.started().toString());
    node.put("heartbeat", time(writer.heartbeat()));
    node.put("state", name(writer.state()));
    return node;
  }

  private static void round(ObjectNode node, RoundStatus round) {
    node.put("round", round.round());
    node.set("verdict", round.verdict() == null ? null : verdict(round.verdict()));
    ArrayNode stages = node.putArray("stages");
    round.stages().forEach(stage -> stage(stages.addObject(), stage));
    ArrayNode applied = node.putArray("applied");
    round.applied().forEach(stage -> stage(applied.addObject(), stage));
  }

  private static void stage(ObjectNode node, StageStatus stage) {
    node.put("stage", stage.stage());
    node.put("state", name(stage.state()));
    node.put("at", time(stage.at()));
    node.put("note", stage.note());
    node.put("error", stage.error());
    ArrayNode all = node.putArray("waves");
    for (StageStatus.Waves waves : stage.waves()) {
      all.addObject()
          .put("dataset", waves.dataset())
          .put("done", waves.done())
          .put("all", waves.all());
    }
  }

  private static ObjectNode verdict(RoundStatus.Verdict verdict) {
    return JSON.createObjectNode()
        .put("round", verdict.round())
        .put("outcome", verdict.outcome())
        .put("stop", verdict.stop())
        .put("why", verdict.why());
  }

  private static ObjectNode model(ModelSpending model) {
    return JSON.createObjectNode()
        .put("requests", model.spending().total().requests())
        .put("prompt_tokens", model.spending().total().promptTokens())
        .put("completion_tokens", model.spending().total().completionTokens())
        .put("pending_requests", model.spending().pending().requests())
        .put("cost", model.spending().cost())
        .put("requests_left", model.requestsLeft())
        .put("tokens_left", model.tokensLeft())
        .put("cost_left", model.costLeft());
  }

  private static String time(Instant time) {
    return time == null ? null : time.toString();
  }

  private static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
