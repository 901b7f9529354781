package org.penumbra.jobs.tune;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.UUID;
import org.penumbra.StableHash;
import org.penumbra.command.Command;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.jobs.state.Json;
import org.penumbra.settings.LlmSettings;
import org.penumbra.settings.ServerAddress;
import org.penumbra.settings.TrainSettings;

/**
 * Has the user's own command tune a language model. It is handed a folder with the fine-tuning
 * side's files and {@code request.json}, and leaves {@code model.json} there: the name of the
 * model, and the address of the server that serves it. No label of the evaluation side is among
 * them: what it has not seen, it cannot be chosen by.
 */
final class FineTuning {

  private static final String SETTING = "train.command";
  private static final String ANSWER = "model.json";

  private final RunContext context;
  private final int round;
  private final SortedMap<String, String> files;

  /**
   * @param files for fine-tuning, by name
   */
  FineTuning(RunContext context, int round, SortedMap<String, String> files) {
    this.context = context;
    this.round = round;
    this.files = files;
  }

  /**
   * What the command is told.
   *
   * @param policyId the policy
   * @param round whose labels it tunes with, and those of all before
   * @param model that was asked before there were labels, or null
   * @param baseUrl of its server, or null
   * @param tuned the name of the last round's tuned model, or null
   */
  private record Request(
      @JsonProperty("policy_id") String policyId,
      int round,
      String model,
      @JsonProperty("base_url") String baseUrl,
      String tuned) {}

  /**
   * Of all that the command is given and is, but for addresses: what it made of the same need not
   * be made again.
   *
   * @param before the last round's tuned model
   */
  String inputs(Optional<TunedModel> before) {
    StringBuilder all = new StringBuilder(context.settings().train().command());
    all.append('\n').append(context.settings().llm().model());
    all.append('\n').append(before.map(TunedModel::hash).orElse(""));
    files.forEach((name, content) -> all.append('\n').append(name).append('\n').append(content));
    return StableHash.id128(all.toString());
  }

  /**
   * Runs the command.
   *
   * @param before the last round's tuned model
   * @throws org.penumbra.UserException if it fails, takes too long, or says nothing usable
   */
  TunedModel.Served run(Optional<TunedModel> before) {
    TrainSettings settings = context.settings().train();
    LlmSettings llm = context.settings().llm();
    Command command = new Command(SETTING, settings.command(), settings.timeout());
    Request request =
        new Request(
            context.policy().id(),
            round,
            llm.model(),
            llm.baseUrl(),
            before.map(model -> model.served().model()).orElse(null));
    List<String> lines =
        command.run(
            handed -> {
              Files.write(handed.resolve("request.json"), Json.write(request));
              for (String file : files.keySet()) {
                Files.writeString(handed.resolve(file), files.get(file), UTF_8);
              }
            },
            ANSWER,
            this::keep);
    return served(command, String.join("\n", lines), llm.baseUrl(), inputs(before));
  }

  private void keep(byte[] log) {
    context.lease().check();
    context.store().put(Tuning.folder(round) + "/command.log", log);
  }

  private static TunedModel.Served served(
      Command command, String answer, String usual, String inputs) {
    JsonNode json;
    try {
      json = new ObjectMapper().readTree(answer);
    } catch (JsonProcessingException e) {
      throw command.failed("its %s is not JSON".formatted(ANSWER));
    }
    String model = json.path("model").asText("");
    String baseUrl = json.path("base_url").asText(usual == null ? "" : usual);
    if (model.isBlank() || !json.path("model").isTextual()) {
      throw command.failed(
          "its %s has no text 'model', the name of the tuned model".formatted(ANSWER));
    }
    if (!ServerAddress.isOne(baseUrl)) {
      throw command.failed(
          ("its %s has no text 'base_url', the address of the server such as"
                  + " http://localhost:8000/v1, without name, password or query, and llm.base-url"
                  + " is not set")
              .formatted(ANSWER));
    }
    return new TunedModel.Served(model, baseUrl, UUID.randomUUID().toString(), inputs);
  }
}
