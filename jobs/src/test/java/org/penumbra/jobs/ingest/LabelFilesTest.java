package org.penumbra.jobs.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.repeat;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.penumbra.jobs.spark.LocalSpark;
import org.penumbra.label.LabelReject;
import org.penumbra.label.RawLabel;

/** A file that the driver could not hold costs itself and not the run. */
@ExtendWith(LocalSpark.class)
class LabelFilesTest {

  private static final int MOST = 10_000;
  private static final String ROW = "{\"item_id\":\"a\",\"rater\":\"ann\",\"label\":1}\n";

  @TempDir private Path inbox;

  @Test
  void leavesAFileUnreadThatIsTooLarge(SparkSession spark) throws IOException {
    Files.writeString(inbox.resolve("few.jsonl"), ROW);
    Files.writeString(inbox.resolve("many.jsonl"), ROW.repeat(MOST / ROW.length() + 1));

    assertThat(new LabelFiles(spark, inbox.toString(), MOST).read())
        .hasSize(2)
        .hasAtLeastOneElementOfType(RawLabel.class)
        .contains(tooLarge("many.jsonl"));
  }

  @Test
  void unpacksNoMoreThanItMay(SparkSession spark) throws IOException {
    pack("few.csv.gz", "item_id,rater,label\na,ann,1\n");
    pack("bomb.csv.gz", "a".repeat(5_000_000));

    assertThat(new LabelFiles(spark, inbox.toString(), MOST).read())
        .hasSize(2)
        .hasAtLeastOneElementOfType(RawLabel.class)
        .contains(tooLarge("bomb.csv.gz"));
  }

  @Test
  void measuresParquetBeforeItIsRead(SparkSession spark) {
    spark
        .range(1)
        .select(lit("a").as("item_id"), lit("ann").as("rater"), lit("1").as("label"))
        .write()
        .parquet(inbox.resolve("few.parquet").toString());
    spark
        .range(100)
        .select(repeat(lit("a"), 1_000).as("item_id"), lit("ann").as("rater"))
        .write()
        .parquet(inbox.resolve("many.parquet").toString());

    assertThat(new LabelFiles(spark, inbox.toString(), MOST).read())
        .hasSize(2)
        .hasAtLeastOneElementOfType(RawLabel.class)
        .contains(tooLarge("many.parquet"));
  }

  @Test
  void saysWhereAFileIsTorn(SparkSession spark) throws IOException {
    pack("torn.csv.gz", "item_id,rater,label\na,ann,1\n");
    byte[] whole = Files.readAllBytes(inbox.resolve("torn.csv.gz"));
    Files.write(inbox.resolve("torn.csv.gz"), Arrays.copyOf(whole, whole.length / 2));
    Files.writeString(inbox.resolve("plain.csv.gz"), "item_id,rater,label\n");

    assertThat(new LabelFiles(spark, inbox.toString()).read())
        .containsExactly(
            new LabelReject("plain.csv.gz", 1, "not gzip, or torn; the file is unread", ""),
            new LabelReject("torn.csv.gz", 1, "not gzip, or torn; the file is unread", ""));
  }

  private void pack(String name, String content) throws IOException {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(inbox.resolve(name)))) {
      out.write(content.getBytes(UTF_8));
    }
  }

  private static LabelReject tooLarge(String name) {
    return new LabelReject(name, 1, "more than 10,000 bytes when unpacked; the file is unread", "");
  }
}
