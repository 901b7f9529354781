package org.penumbra.jobs.llm;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.jobs.stage.StageRun;
import org.penumbra.jobs.state.Manifest;
import org.penumbra.label.VoiceConsensus;

/**
 * What several voices say of the same texts as one score. The label model is fitted to counts of
 * vote patterns, of which there are few however many texts there are.
 */
final class VoiceScores {

  /** What each voice said of a text. */
  static final String VOICES =
      "voices ARRAY<STRUCT<voice: STRING, score: DOUBLE, doubt: DOUBLE, reason: STRING>>";

  /** An answer, of one voice or of several as one: then with what each said. */
  static final StructType SCHEMA =
      AskSpec.schema(new ScoreColumns())
          .merge(StructType.fromDDL("disagreement DOUBLE, " + VOICES), true);

  private static final StructType GATHERED = StructType.fromDDL("text_hash STRING, " + VOICES);

  private final RunContext context;
  private final List<String> names;
  private final String prefix;

  /**
   * @param names of the voices, no two alike
   * @param prefix of what is staged
   */
  VoiceScores(RunContext context, Collection<String> names, String prefix) {
    this.context = context;
    this.prefix = prefix;
    this.names = names.stream().sorted().toList();
  }

  /**
   * Combines their answers.
   *
   * @param asked the answers of each, by its name
   */
  LlmScores.Answers combined(StageRun run, Map<String, List<Manifest>> asked) {
    run.describe("gather the voices");
    Manifest gathered = run.stage(prefix + "gathered", 1, () -> gathered(asked));
    Dataset<Row> votes = context.data().read(GATHERED, List.of(gathered), "");
    run.describe("weigh the voices");
    VoiceConsensus consensus = VoiceConsensus.of(names, patterns(votes, names));
    if (consensus.caution() != null) {
      run.warn(consensus.caution());
    }
    List<String> ordered = names;
    MapFunction<Row, Row> combine = row -> combined(row, ordered, consensus);
    Manifest combined =
        run.stage(prefix + AskedWaves.STAGED, 1, () -> votes.map(combine, Encoders.row(SCHEMA)));
    return new LlmScores.Answers(List.of(combined), consensus.sentence());
  }

  private Dataset<Row> gathered(Map<String, List<Manifest>> asked) {
    Dataset<Row> all = null;
    for (String name : names) {
      Dataset<Row> one =
          context
              .data()
              .read(AskSpec.schema(new ScoreColumns()), asked.get(name), "")
              .withColumn("voice", lit(name));
      all = all == null ? one : all.unionByName(one);
    }
    return all.groupBy("text_hash")
        .agg(sort_array(collect_list(struct("voice", "score", "doubt", "reason"))).as("voices"));
  }

  /** How many texts got which votes. */
  private static SortedMap<String, Long> patterns(Dataset<Row> votes, List<String> names) {
    MapFunction<Row, String> pattern =
        row ->
            scores(row.getList(1), names).stream()
                .map(score -> String.valueOf(VoiceConsensus.vote(score)))
                .collect(Collectors.joining());
    SortedMap<String, Long> patterns = new TreeMap<>();
    votes
        .map(pattern, Encoders.STRING())
        .groupBy(col("value"))
        .agg(count(lit(1)))
        .collectAsList()
        .forEach(row -> patterns.put(row.getString(0), row.getLong(1)));
    return patterns;
  }

  private static List<Double> scores(List<Row> voices, List<String> names) {
    Map<String, Double> byName = new HashMap<>();
    voices.forEach(voice -> byName.put(voice.getString(0), voice.<Double>getAs(1)));
    List<Double> scores = new ArrayList<>();
    names.forEach(name -> scores.add(byName.get(name)));
    return scores;
  }

  private static Row combined(Row gathered, List<String> names, VoiceConsensus consensus) {
    List<Row> voices = gathered.getList(1);
    List<Double> scores = scores(voices, names);
    if (scores.stream().allMatch(Objects::isNull)) {
      String reasons =
          voices.stream()
              .map(voice -> voice.getString(0) + ": " + voice.getString(3))
              .collect(Collectors.joining("; "));
      return RowFactory.create(gathered.getString(0), null, null, reasons, null, voices.toArray());
    }
    double doubt =
        voices.stream()
            .filter(voice -> !voice.isNullAt(1))
            .mapToDouble(voice -> voice.getDouble(2))
            .average()
            .orElseThrow();
    return RowFactory.create(
        gathered.getString(0),
        consensus.score(scores),
        doubt,
        null,
        VoiceConsensus.disagreement(scores),
        voices.toArray());
  }
}
