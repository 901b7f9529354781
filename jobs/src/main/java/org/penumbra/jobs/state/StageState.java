package org.penumbra.jobs.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * How far one stage of one round has come.
 *
 * <p>In order: the key, frozen values (the plan), a manifest per wave, the report, and last the
 * success marker. Each is one object that appears whole or not at all, so a process that dies
 * anywhere leaves a state from which another goes on.
 */
public final class StageState {

  private static final String KEY = "key.json";
  private static final String REPORT = "report.json";
  private static final String SUCCESS = "_SUCCESS";
  private static final String FROZEN = "frozen";
  private static final String MANIFESTS = "manifests";

  private static final String ROUND = "round=";
  private static final Set<String> OWN = Set.of(KEY, REPORT, SUCCESS, FROZEN, MANIFESTS);

  private final Store store;
  private final StageId id;

  public StageState(Store store, StageId id) {
    this.store = store;
    this.id = id;
  }

  /** Every stage of every round that has any state, by round and name. */
  public static List<StageState> all(Store store) {
    List<StageState> all = new ArrayList<>();
    for (String round : store.list("_state")) {
      if (round.startsWith(ROUND)) {
        int number = Integer.parseInt(round.substring(ROUND.length()));
        store.list("_state/" + round).stream()
            .filter(name -> !name.endsWith(".json"))
            .forEach(name -> all.add(new StageState(store, new StageId(number, name))));
      }
    }
    return all;
  }

  public StageId id() {
    return id;
  }

  public Optional<StageKey> key() {
    return store.read(path(KEY)).map(json -> Json.read(json, StageKey.class));
  }

  public void putKey(StageKey key) {
    store.put(path(KEY), Json.write(key));
  }

  /** Whether there is anything a later attempt would build on; until then a key binds nobody. */
  public boolean begun() {
    return succeeded()
        || !store.list(path(FROZEN)).isEmpty()
        || !store.list(path(MANIFESTS)).isEmpty();
  }

  public boolean succeeded() {
    return store.read(path(SUCCESS)).isPresent();
  }

  public void putSuccess(String keyHash) {
    store.put(path(SUCCESS), keyHash.getBytes(UTF_8));
  }

  public Optional<byte[]> report() {
    return store.read(path(REPORT));
  }

  public void putReport(byte[] report) {
    store.put(path(REPORT), report);
  }

  /** The value frozen under a name; made and frozen now if there is none. */
  public <T> T frozen(String name, TypeReference<T> type, Supplier<T> maker) {
    String key = path(FROZEN + "/" + name + ".json");
    Optional<byte[]> there = store.read(key);
    if (there.isEmpty()) {
      T made = maker.get();
      if (store.putIfAbsent(key, Json.write(made))) {
        return made;
      }
      there = store.read(key);
    }
    return Json.read(there.orElseThrow(), type);
  }

  /** Drops the value frozen under a name. */
  public void thaw(String name) {
    store.delete(path(FROZEN + "/" + name + ".json"));
  }

  /** The value frozen under a name, if there is one. */
  public <T> Optional<T> frozen(String name, TypeReference<T> type) {
    return store.read(path(FROZEN + "/" + name + ".json")).map(json -> Json.read(json, type));
  }

  public Optional<Manifest> manifest(String dataset, int wave) {
    return store.read(manifestPath(dataset, wave)).map(json -> Json.read(json, Manifest.class));
  }

  /** Makes a wave exist; false when somebody else's manifest was first. */
  public boolean putManifest(Manifest manifest) {
    return store.putIfAbsent(
        manifestPath(manifest.dataset(), manifest.wave()), Json.write(manifest));
  }

  /** Puts a manifest over that of the same wave: the wave goes on with other files. */
  public void replaceManifest(Manifest manifest) {
    store.put(manifestPath(manifest.dataset(), manifest.wave()), Json.write(manifest));
  }

  /** Manifests of a dataset, by wave. */
  public List<Manifest> manifests(String dataset) {
    return store.list(path(MANIFESTS)).stream()
        .filter(name -> name.startsWith(dataset + "-"))
        .map(name -> store.read(path(MANIFESTS) + "/" + name).orElseThrow())
        .map(json -> Json.read(json, Manifest.class))
        .filter(manifest -> manifest.dataset().equals(dataset))
        .toList();
  }

  /** All manifests of the stage. */
  public List<Manifest> manifests() {
    return store.list(path(MANIFESTS)).stream()
        .map(name -> store.read(path(MANIFESTS) + "/" + name).orElseThrow())
        .map(json -> Json.read(json, Manifest.class))
        .toList();
  }

  /** How many waves exist, by dataset. */
  public SortedMap<String, Integer> waves() {
    SortedMap<String, Integer> waves = new TreeMap<>();
    for (String name : store.list(path(MANIFESTS))) {
      waves.merge(name.substring(0, name.lastIndexOf('-')), 1, Integer::sum);
    }
    return waves;
  }

  /** Deletes the data that only the stage itself read. */
  public void deleteStaged() {
    manifests().stream()
        .map(Manifest::folder)
        .filter(folder -> folder.startsWith(id.folder() + "/"))
        .forEach(store::delete);
  }

  /** Deletes whatever lies in the stage's folder but its state, half-written staged data too. */
  public void deleteAllStaged() {
    store.list(id.folder()).stream()
        .filter(name -> !OWN.contains(name))
        .forEach(name -> store.delete(path(name)));
  }

  /** Forgets what an unfinished attempt wrote and froze; the key stays. */
  public void forgetWaves() {
    deleteWaves();
    store.delete(path(FROZEN));
  }

  /**
   * Forgets the stage. The success marker goes first and each manifest before its data, so that
   * neither outlives what it speaks of, wherever this stops.
   */
  public void forget() {
    store.delete(path(SUCCESS));
    deleteWaves();
    store.delete(id.folder());
  }

  private void deleteWaves() {
    for (Manifest manifest : manifests()) {
      store.delete(manifestPath(manifest.dataset(), manifest.wave()));
      store.delete(manifest.folder());
    }
  }

  private String manifestPath(String dataset, int wave) {
    return path(MANIFESTS)
        + "/"
        + dataset
        + "-"
        + String.format(Locale.ROOT, "%05d", wave)
        + ".json";
  }

  private String path(String name) {
    return id.folder() + "/" + name;
  }
}
