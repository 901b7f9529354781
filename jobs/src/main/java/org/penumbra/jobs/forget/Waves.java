package org.penumbra.jobs.forget;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.regex.Pattern;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.jobs.state.DataFile;
import org.penumbra.jobs.state.Forgotten;
import org.penumbra.jobs.state.Manifest;
import org.penumbra.jobs.state.StageState;
import org.penumbra.jobs.state.Store;

/**
 * The waves of all stages that are done. Only files that hold a forgotten item are written anew,
 * beside the old ones; then the manifest changes over, as one object; the old files go last, with
 * whatever else no manifest names.
 */
public final class Waves {

  private static final Pattern WAVE = Pattern.compile("[a-z0-9-]+-\\d{3}-\\d{5}-e\\d+");

  /** What a call that dies may have to do again. */
  private static final int FILES_PER_JOB = 256;

  private final RunContext context;
  private final Broadcast<ErasureRule> rule;

  public Waves(RunContext context, Forgotten forgotten) {
    this.context = context;
    this.rule = spark().broadcast(new ErasureRule(forgotten));
  }

  /** What all files hold of forgotten items. */
  public Traces traces() {
    Map<String, Wave> waveOfFile = new HashMap<>();
    List<WaveFile> files = new ArrayList<>();
    for (Wave wave : waves()) {
      for (DataFile file : wave.manifest().files()) {
        waveOfFile.put(file.path(), wave);
        if (file.rows() > 0) {
          files.add(new WaveFile(context.uri() + "/" + file.path(), file.path()));
        }
      }
    }
    Traces traces = new Traces();
    if (!files.isEmpty()) {
      for (Trace trace :
          spark()
              .parallelize(files, files.size())
              .flatMap(new TraceFinder(hadoop(), rule))
              .collect()) {
        traces.add(waveOfFile.get(trace.file().path()), trace);
      }
    }
    return traces;
  }

  /**
   * Writes the files that hold one anew and lets the manifests name these.
   *
   * @param number of the forgetting
   */
  public void erase(Traces traces, int number) {
    List<Wave> batch = new ArrayList<>();
    List<WaveFile> files = new ArrayList<>();
    for (Map.Entry<Wave, List<Trace>> wave : traces.byWave().entrySet()) {
      batch.add(wave.getKey());
      wave.getValue().forEach(trace -> files.add(trace.file()));
      if (files.size() >= FILES_PER_JOB) {
        erase(batch, files, number);
        batch.clear();
        files.clear();
      }
    }
    if (!batch.isEmpty()) {
      erase(batch, files, number);
    }
  }

  private void erase(List<Wave> batch, List<WaveFile> files, int number) {
    Map<String, FileErasure.Left> left = new HashMap<>();
    spark()
        .parallelize(List.copyOf(files), files.size())
        .map(new FileErasure(hadoop(), rule, number))
        .collect()
        .forEach(file -> left.put(file.old(), file));
    for (Wave wave : batch) {
      context.lease().check();
      wave.state().replaceManifest(changed(wave.manifest(), left));
    }
  }

  /** Deletes what no manifest names: files before they were written anew, and leftovers. */
  public void deleteUnnamed() {
    Store store = context.store();
    Map<String, Set<String>> named = new HashMap<>();
    for (Wave wave : waves()) {
      Set<String> files = named.computeIfAbsent(wave.manifest().folder(), f -> new HashSet<>());
      wave.manifest().files().forEach(file -> files.add(file.path()));
    }
    context.lease().check();
    for (RunDataset dataset : RunDataset.values()) {
      for (String part : store.list(dataset.folder())) {
        String place = dataset.folder() + "/" + part;
        for (String wave : store.list(place)) {
          if (WAVE.matcher(wave).matches()) {
            deleteUnnamed(place + "/" + wave, named.get(place + "/" + wave));
          }
        }
      }
    }
    StageState.all(store).stream()
        .filter(StageState::succeeded)
        .forEach(StageState::deleteAllStaged);
  }

  private void deleteUnnamed(String folder, Set<String> named) {
    Store store = context.store();
    if (named == null) {
      store.delete(folder);
      return;
    }
    for (String file : store.list(folder)) {
      if (!named.contains(folder + "/" + file)) {
        store.delete(folder + "/" + file);
        // Hadoop's local file system keeps checksums beside its files.
        store.delete(folder + "/." + file + ".crc");
      }
    }
  }

  private List<Wave> waves() {
    List<Wave> waves = new ArrayList<>();
    for (StageState state : StageState.all(context.store())) {
      for (Manifest manifest : state.manifests()) {
        // What a stage passed on to itself is gone once it is done.
        if (!manifest.folder().startsWith(state.id().folder() + "/")) {
          waves.add(new Wave(state, manifest));
        }
      }
    }
    return waves;
  }

  private static Manifest changed(Manifest manifest, Map<String, FileErasure.Left> left) {
    List<DataFile> files = new ArrayList<>();
    for (DataFile file : manifest.files()) {
      FileErasure.Left anew = left.get(file.path());
      files.add(anew == null ? file : new DataFile(anew.path(), anew.rows(), anew.bytes()));
    }
    files.sort(Comparator.comparing(DataFile::path));
    return manifest.withFiles(files);
  }

  private JavaSparkContext spark() {
    return JavaSparkContext.fromSparkContext(context.spark().sparkContext());
  }

  private SerializableConfiguration hadoop() {
    return new SerializableConfiguration(context.spark().sparkContext().hadoopConfiguration());
  }

  /**
   * A wave.
   *
   * @param state of the stage that wrote it
   * @param manifest its manifest as it is now
   */
  record Wave(StageState state, Manifest manifest) {}

  /** Everything found. */
  public static final class Traces {

    private final Map<Wave, List<Trace>> byWave = new LinkedHashMap<>();

    private void add(Wave wave, Trace trace) {
      byWave.computeIfAbsent(wave, w -> new ArrayList<>()).add(trace);
    }

    Map<Wave, List<Trace>> byWave() {
      return byWave;
    }

    public boolean isEmpty() {
      return byWave.isEmpty();
    }

    /** Rows that have to go, by dataset. */
    public SortedMap<String, Long> removed() {
      return rows(Trace::removed);
    }

    /** Rows that stay and change, by dataset. */
    public SortedMap<String, Long> changed() {
      return rows(Trace::changed);
    }

    /** Keyed hashes of the items found anywhere. */
    public Set<String> found() {
      Set<String> found = new HashSet<>();
      byWave.values().forEach(traces -> traces.forEach(trace -> found.addAll(trace.found())));
      return found;
    }

    /** The first round in which a dataset loses rows; the largest number where none does. */
    public int firstRound(RunDataset dataset) {
      return byWave.entrySet().stream()
          .filter(wave -> wave.getKey().manifest().dataset().equals(dataset.folder()))
          .filter(wave -> wave.getValue().stream().anyMatch(trace -> trace.removed() > 0))
          .mapToInt(wave -> wave.getKey().state().id().round())
          .min()
          .orElse(Integer.MAX_VALUE);
    }

    private SortedMap<String, Long> rows(ToLongFunction<Trace> of) {
      SortedMap<String, Long> rows = new TreeMap<>();
      byWave.forEach(
          (wave, traces) ->
              rows.merge(
                  wave.manifest().dataset(), traces.stream().mapToLong(of).sum(), Long::sum));
      rows.values().removeIf(count -> count == 0);
      return rows;
    }
  }
}
