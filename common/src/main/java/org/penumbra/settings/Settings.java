package org.penumbra.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.penumbra.Errors;

/** All settings of a command, read once and validated; a record per section of the file. */
public record Settings(
    RunSettings run,
    long seed,
    PolicySettings policy,
    CorpusSettings corpus,
    ScorerSettings scorer,
    LlmSettings llm,
    EmbedderSettings embedder,
    TriageSettings triage,
    PoolSettings pool,
    ClusterSettings cluster,
    PairSettings pair,
    SelectSettings select,
    LabelSettings label,
    PageSettings page,
    RedactSettings redact,
    SplitSettings split,
    StudentSettings student,
    TrainSettings train,
    EvaluateSettings evaluate,
    DecideSettings decide,
    DriftSettings drift,
    LeaseSettings lease,
    DemoSettings demo,
    SimulatedSettings simulated,
    StudySettings study,
    EffectiveSettings effective) {

  static Settings read(SettingsReader reader) {
    return new Settings(
        RunSettings.read(reader),
        reader.anyWhole("seed"),
        PolicySettings.read(reader),
        CorpusSettings.read(reader),
        ScorerSettings.read(reader),
        LlmSettings.read(reader),
        EmbedderSettings.read(reader),
        TriageSettings.read(reader),
        PoolSettings.read(reader),
        ClusterSettings.read(reader),
        PairSettings.read(reader),
        SelectSettings.read(reader),
        LabelSettings.read(reader),
        PageSettings.read(reader),
        RedactSettings.read(reader),
        SplitSettings.read(reader),
        StudentSettings.read(reader),
        TrainSettings.read(reader),
        EvaluateSettings.read(reader),
        DecideSettings.read(reader),
        DriftSettings.read(reader),
        LeaseSettings.read(reader),
        DemoSettings.read(reader),
        SimulatedSettings.read(reader),
        StudySettings.read(reader),
        reader.effective());
  }

  /** Every setting in force and where its value came from, in the order of the file. */
  public List<EffectiveSetting> origins() {
    return effective.all();
  }

  /** One HOCON document that holds every setting and, read again, gives equal settings. */
  public String resolved() {
    return effective.hocon();
  }

  /**
   * Values by key of the settings at or below some paths ({@code "cluster"}, {@code "seed"}), in
   * one spelling per value; of all settings when no path is given.
   */
  public SortedMap<String, String> values(String... paths) {
    return effective.values(paths);
  }

  /** A hash of {@link #values}: 32 hexadecimal digits. */
  public String sectionHash(String... paths) {
    return effective.hash(paths);
  }

  /** The settings that are paths or URIs and are set, by key; the run's default among them. */
  public Map<String, String> uris(String policyId) {
    SortedMap<String, String> uris = new TreeMap<>();
    uris.put("run.uri", run.uriFor(policyId));
    uris.put("corpus.uri", corpus.uri());
    uris.put("scorer.given", scorer.given());
    uris.put("embedder.given", embedder.given());
    uris.put("select.seeds", select.seeds());
    uris.put("select.blocklist", select.blocklist());
    uris.put("label.uri", label.uri());
    uris.put("label.calibration-file", label.calibrationFile());
    uris.put("evaluate.given-holdout", evaluate.givenHoldout());
    uris.put("label.given-decisions", label.givenDecisions());
    uris.values().removeIf(uri -> uri == null);
    return uris;
  }

  /** The corpus, for a stage that reads it: exactly one of files and table is set, or an error. */
  public CorpusSettings requireCorpus() {
    if (corpus.uri() == null && corpus.table() == null) {
      throw Errors.noCorpus();
    }
    if (corpus.uri() != null && corpus.table() != null) {
      throw Errors.twoCorpora(corpus.uri(), corpus.table());
    }
    return corpus;
  }

  /** The policy's file, for a stage that needs it: set, or an error. */
  public Path requirePolicy() {
    if (policy.file() == null) {
      throw Errors.noPolicy();
    }
    return Path.of(policy.file());
  }

  /**
   * These settings, whose student a run can train itself.
   *
   * @throws org.penumbra.UserException if it cannot
   */
  public Settings requireOwnStudent() {
    if (student.kind() == StudentSettings.Kind.EXTERNAL) {
      throw Errors.externalStudent();
    }
    return this;
  }
}
