package org.penumbra.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.penumbra.StableHash;

/** A study of a small made corpus with vectors of eight numbers, in a folder. */
final class MadeStudyRun {

  private static final int ITEMS = 900;

  private MadeStudyRun() {}

  /** Writes the corpus; two draws, one wave each. */
  static TestRun make(SparkSession spark, Path folder) throws IOException {
    Random random = new Random(StableHash.bits(1, "made", "study"));
    List<String> lines = new ArrayList<>();
    List<Row> vectors = new ArrayList<>();
    for (int i = 0; i < ITEMS; i++) {
      float[] vector = new float[8];
      for (int d = 0; d < vector.length; d++) {
        vector[d] = (float) random.nextGaussian();
      }
      int label = vector[0] > 1 ? 1 : 0;
      lines.add(
          "{\"id\": \"i%03d\", \"text\": \"text %d\", \"label\": %d, \"ratings\": [[\"a\", %d]]}"
              .formatted(i, i, label, i % 7 == 0 ? 1 - label : label));
      vectors.add(RowFactory.create("made/i%03d".formatted(i), vector));
    }
    Files.write(folder.resolve("made.jsonl"), lines);
    spark
        .createDataFrame(vectors, StructType.fromDDL("id STRING, vector ARRAY<FLOAT>"))
        .write()
        .parquet(folder.resolve("vectors").toString());
    describe(folder, "label");
    return new TestRun(
        spark,
        folder.resolve("run"),
        Map.ofEntries(
            Map.entry("study.corpora", "[\"" + folder.resolve("made.conf") + "\"]"),
            Map.entry("study.prevalences", "[0.1]"),
            Map.entry("study.strategies", "[margin, crowd]"),
            Map.entry("study.seeds", "2"),
            Map.entry("study.other-seeds", "1"),
            Map.entry("study.cold-start", "20"),
            Map.entry("study.batches", "[10, 10]"),
            Map.entry("study.examples", "3"),
            Map.entry("study.min-positives", "20"),
            Map.entry("study.wave-draws", "1"),
            Map.entry("student.l2", "20"),
            Map.entry("embedder.kind", "given"),
            Map.entry("embedder.given", folder.resolve("vectors").toString())));
  }

  /** Describes the corpus, with its votes. */
  static void describe(Path folder, String label) throws IOException {
    describe(
        folder,
        label,
        "votes = \"transform(ratings, r -> named_struct('rater', r[0], 'answer', cast(r[1] as int)))\"");
  }

  /** Describes the corpus. */
  static void describe(Path folder, String label, String votes) throws IOException {
    Files.writeString(
        folder.resolve("made.conf"),
        """
        corpus {
          name = made
          uri = "%s"
          source = here
          licence = none
          label = "%s"
          %s
        }
        """
            .formatted(folder.resolve("made.jsonl"), label, votes));
  }
}
