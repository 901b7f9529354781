package org.penumbra.jobs.tune;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.penumbra.Errors;
import org.penumbra.command.Command;
import org.penumbra.jobs.label.Exports;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.jobs.stage.StageRun;
import org.penumbra.jobs.state.Json;
import org.penumbra.jobs.state.Store;
import org.penumbra.settings.LlmSettings;
import org.penumbra.settings.ServerAddress;
import org.penumbra.settings.TrainSettings;

/**
 * Has the user's own command tune a language model. It is handed a folder with the round's files
 * for fine-tuning and {@code request.json}, and leaves {@code model.json} there: the name of the
 * model, and the address of the server that serves it.
 */
final class FineTuning {

  private static final String SETTING = "train.command";
  private static final String ANSWER = "model.json";

  private final RunContext context;
  private final int round;
  private final String folder;

  FineTuning(RunContext context, int round) {
    this.context = context;
    this.round = round;
    this.folder = Exports.folder(round) + "/fine-tuning";
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
   * Runs the command; a stage that is resumed does not run it again once it has answered.
   *
   * @param before the last round's tuned model
   * @throws org.penumbra.UserException if it fails, takes too long, or says nothing usable
   */
  TunedModel.Served run(StageRun run, Optional<TunedModel> before) {
    return run.frozen("tuned", new TypeReference<TunedModel.Served>() {}, () -> tune(run, before));
  }

  private TunedModel.Served tune(StageRun run, Optional<TunedModel> before) {
    run.describe("fine-tune");
    TrainSettings settings = context.settings().train();
    Command command = new Command(SETTING, settings.command(), settings.timeout());
    Store store = context.store();
    List<String> files =
        store.list(folder).stream().filter(name -> name.endsWith(".jsonl")).toList();
    if (files.isEmpty()) {
      throw Errors.noFineTuningFiles(context.uri() + "/" + folder, round);
    }
    LlmSettings llm = context.settings().llm();
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
              for (String file : files) {
                copy(store, file, handed);
              }
            },
            ANSWER,
            log -> store.put(folder + "/command.log", log));
    return served(command, String.join("\n", lines), llm.baseUrl());
  }

  private void copy(Store store, String file, Path handed) throws IOException {
    Files.write(handed.resolve(file), store.read(folder + "/" + file).orElseThrow());
  }

  private static TunedModel.Served served(Command command, String answer, String usual) {
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
    return new TunedModel.Served(model, baseUrl, UUID.randomUUID().toString());
  }
}
