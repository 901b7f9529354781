package org.penumbra.jobs.stage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.penumbra.Errors;
import org.penumbra.StableHash;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.state.Json;
import org.penumbra.jobs.state.Manifest;
import org.penumbra.jobs.state.StageId;
import org.penumbra.jobs.state.StageKey;
import org.penumbra.jobs.state.StageState;
import org.penumbra.provenance.Input;

/**
 * All that a stage's result depends on, gathered before it starts: the key by which it is known to
 * be done, and the inputs its provenance names.
 */
public final class Dependencies {

  private final RunContext context;
  private final StageId stage;
  private final SortedMap<String, String> parts = new TreeMap<>();
  private final SortedMap<String, String> models = new TreeMap<>();
  private final SortedMap<String, String> prompts = new TreeMap<>();
  private final List<Input> inputs = new ArrayList<>();
  private final SortedSet<String> settingPaths = new TreeSet<>();
  private final SortedSet<String> watched = new TreeSet<>();
  private boolean anewOnceForgotten;

  public Dependencies(RunContext context, StageId stage) {
    this.context = context;
    this.stage = stage;
  }

  /** The settings below these paths. */
  public Dependencies settings(String... paths) {
    settingPaths.addAll(List.of(paths));
    parts.putAll(context.settings().values(paths));
    return this;
  }

  /** The policy's text. */
  public Dependencies policy() {
    prompts.put(context.policy().id(), context.policy().hash());
    parts.put("policy", context.policy().hash());
    return this;
  }

  /** A model by its hash. */
  public Dependencies model(String name, String hash) {
    models.put(name, hash);
    parts.put("model " + name, hash);
    return this;
  }

  /** Anything else, such as the corpus' files, by its hash. */
  public Dependencies input(Input input) {
    inputs.add(input);
    parts.put("input " + input.dataset(), input.hash());
    return this;
  }

  /**
   * A dataset that another stage wrote.
   *
   * @throws org.penumbra.UserException where that stage is not done
   */
  public List<Manifest> read(StageId writer, RunDataset dataset) {
    List<Manifest> manifests = require(writer).manifests(dataset.folder());
    String name =
        dataset.folder() + "/" + StageId.roundFolder(writer.round()) + "/" + writer.stage();
    input(
        new Input(
            name,
            manifests.stream().mapToLong(manifest -> manifest.files().size()).sum(),
            manifests.stream().mapToLong(Manifest::rows).sum(),
            hash(manifests)));
    return manifests;
  }

  /** Of the waves as they were written: forgetting items does not undo what was built on them. */
  private static String hash(List<Manifest> manifests) {
    List<Manifest> written = manifests.stream().map(Manifest::asWritten).toList();
    return StableHash.id128(new String(Json.write(written), UTF_8));
  }

  /**
   * The state of a stage that must be done before this one.
   *
   * @throws org.penumbra.UserException where it is not
   */
  public StageState require(StageId needed) {
    StageState state = new StageState(context.store(), needed);
    if (!state.succeeded()) {
      throw needed.round() == stage.round()
          ? Errors.stageNotDone(stage.stage(), stage.round(), needed.stage())
          : Errors.roundNotDone(stage.stage(), stage.round(), needed.round(), needed.stage());
    }
    return state;
  }

  /** With {@code --again} the stage is done anew where items of its inputs were forgotten since. */
  public Dependencies anewOnceForgotten() {
    anewOnceForgotten = true;
    return this;
  }

  /**
   * What may change while the stage stays done, such as a folder that people put files into. With
   * {@code --again} the stage is done anew once it has changed.
   */
  public Dependencies watch(Input input) {
    inputs.add(input);
    watched.add(input.dataset());
    return this;
  }

  /** Whether what is watched has changed since the stage was done. */
  boolean changed(List<Input> before) {
    Map<String, String> hashes = new TreeMap<>();
    before.forEach(input -> hashes.put(input.dataset(), input.hash()));
    return inputs.stream()
        .filter(input -> watched.contains(input.dataset()))
        .anyMatch(input -> !input.hash().equals(hashes.get(input.dataset())));
  }

  /** Whether the stage is to be done anew, given what it read when it was done. */
  boolean anew(List<Input> before) {
    return changed(before) || forgotten(before);
  }

  private boolean forgotten(List<Input> before) {
    Map<String, Long> rows = new TreeMap<>();
    before.forEach(input -> rows.put(input.dataset(), input.rows()));
    return anewOnceForgotten
        && inputs.stream()
            .anyMatch(input -> rows.getOrDefault(input.dataset(), input.rows()) != input.rows());
  }

  StageId stage() {
    return stage;
  }

  StageKey key() {
    return new StageKey(parts);
  }

  String settingsHash() {
    return context.settings().sectionHash(settingPaths.toArray(String[]::new));
  }

  List<Input> inputs() {
    return inputs;
  }

  SortedMap<String, String> models() {
    return models;
  }

  SortedMap<String, String> prompts() {
    return prompts;
  }
}
