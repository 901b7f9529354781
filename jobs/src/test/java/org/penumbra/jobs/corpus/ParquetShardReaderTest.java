package org.penumbra.jobs.corpus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.penumbra.UserException;

class ParquetShardReaderTest {

  private static final MessageType SCHEMA =
      MessageTypeParser.parseMessageType(
          "message ads { optional int64 id; optional binary text (STRING); optional binary by"
              + " (STRING); required double spend; }");
  private static final ReadSpec SPEC =
      new ReadSpec(new CorpusColumns("id", "text", "by", null), 100);

  private final TestCorpus corpus = new TestCorpus();

  @AfterEach
  void clean() {
    corpus.close();
  }

  @Test
  void readsColumnsWithTheRowIndexAsPosition() throws IOException {
    Path file = write(List.of(row(7L, "ä", "shop"), row(-1L, "b", null)));
    assertThat(corpus.rows(file, 1 << 20, SPEC))
        .containsExactly(
            CorpusRow.item(0, "7", "ä", "shop", null), CorpusRow.item(1, "-1", "b", null, null));
  }

  @Test
  void refusesRowsWithoutIdOrTextTooLargeOrNotUtf8() throws IOException {
    Group notUtf8 = row(1L, null, null);
    notUtf8.add("text", Binary.fromConstantByteArray(new byte[] {'a', (byte) 0xc0, (byte) 0xaf}));
    Group groupNotUtf8 = row(2L, "a", null);
    groupNotUtf8.add("by", Binary.fromConstantByteArray(new byte[] {(byte) 0xff}));
    Path file =
        write(
            List.of(
                row(null, "a", null),
                row(1L, null, null),
                row(1L, "\u2003\n", null),
                row(1L, "x".repeat(101), null),
                notUtf8,
                groupNotUtf8));
    assertThat(corpus.rows(file, 1 << 20, SPEC))
        .containsExactly(
            CorpusRow.reject(0, RejectReason.NO_ID, "a"),
            CorpusRow.reject(1, RejectReason.NO_TEXT, ""),
            CorpusRow.reject(2, RejectReason.NO_TEXT, "\u2003\n"),
            CorpusRow.reject(3, RejectReason.TEXT_TOO_LARGE, "x".repeat(101)),
            CorpusRow.reject(4, RejectReason.NOT_UTF8, "a\ufffd\ufffd"),
            CorpusRow.reject(5, RejectReason.NOT_UTF8, "a"));
  }

  @Test
  void readsEachRowOnceWhateverTheShardSize() throws IOException {
    Path file = write(many(5000));
    assertThat(groups(file).size()).isGreaterThan(5);
    List<CorpusRow> whole = corpus.rows(file, Long.MAX_VALUE, SPEC);
    assertThat(whole)
        .extracting(CorpusRow::position)
        .containsExactlyElementsOf(LongStream.range(0, 5000).boxed().toList());
    for (long bytes : new long[] {500, 3_000, 50_000}) {
      assertThat(corpus.rows(file, bytes, SPEC)).isEqualTo(whole);
    }
  }

  @Test
  void countsTheRowsABrokenRowGroupLost() throws IOException {
    Path file = write(many(5000));
    BlockMetaData second = groups(file).get(1);
    byte[] bytes = Files.readAllBytes(file);
    for (long at = second.getStartingPos();
        at < second.getStartingPos() + second.getCompressedSize();
        at++) {
      bytes[(int) at] = (byte) 0xa5;
    }
    Path broken = corpus.raw("broken.parquet", bytes);
    for (long shardBytes : new long[] {3_000, Long.MAX_VALUE}) {
      List<CorpusRow> rows = corpus.rows(broken, shardBytes, SPEC);
      assertThat(rows)
          .filteredOn(CorpusRow::rejected)
          .singleElement()
          .satisfies(
              reject -> {
                assertThat(reject.reject()).isEqualTo(RejectReason.REST_UNREADABLE);
                assertThat(reject.position()).isEqualTo(second.getRowIndexOffset());
                assertThat(reject.rows()).isEqualTo(second.getRowCount());
              });
      assertThat(rows.stream().mapToLong(CorpusRow::rows).sum()).isEqualTo(5000);
    }
  }

  @Property(tries = 60)
  void damageNeverThrowsAndKeepsTheBalance(
      @ForAll @DoubleRange(min = 0, max = 1, maxIncluded = false) double where, @ForAll byte value)
      throws IOException {
    try (TestCorpus damaged = new TestCorpus()) {
      byte[] bytes = Files.readAllBytes(write(damaged, many(600)));
      bytes[(int) (where * bytes.length)] = value;
      Path file = damaged.raw("broken.parquet", bytes);
      List<CorpusRow> whole = damaged.rows(file, Long.MAX_VALUE, SPEC);
      assertThat(whole).isNotEmpty();
    } catch (UserException e) {
      assertThat(e).hasMessageStartingWith("Cannot read file:");
    }
  }

  @Test
  void makesAFileWithoutAReadableFooterOneReject() throws IOException {
    byte[] whole = Files.readAllBytes(write(many(5000)));
    byte[] cut = Arrays.copyOf(whole, whole.length - 20);
    for (byte[] bytes : List.of(cut, new byte[0], "PAR1".getBytes(UTF_8), new byte[2000])) {
      assertThat(corpus.rows(corpus.raw("broken.parquet", bytes), 500, SPEC))
          .singleElement()
          .extracting(CorpusRow::position, CorpusRow::reject, CorpusRow::rows)
          .containsExactly(0L, RejectReason.REST_UNREADABLE, 1L);
    }
  }

  @Test
  void namesTheColumnsFoundWhereOneIsMissing() throws IOException {
    Path file = write(List.of());
    fails(
        file,
        new CorpusColumns(null, "body", null, null),
        "Cannot read file:%s: it has no column body. Its columns are: id, text, by, spend. Set"
            + " corpus.text to one of them.");
  }

  @Test
  void refusesColumnsOfAnotherType() throws IOException {
    Path file = write(List.of());
    fails(
        file,
        new CorpusColumns(null, "id", null, null),
        "Cannot read file:%s: its column id is optional int64 id, not a string. Set corpus.text to"
            + " another column, or convert this one.");
    fails(
        file,
        new CorpusColumns("spend", "text", null, null),
        "Cannot read file:%s: its column spend is required double spend, not a string or a whole"
            + " number. Set corpus.id to another column, or convert this one.");
  }

  private static void fails(Path file, CorpusColumns columns, String message) {
    List<CorpusFile> files = new CorpusFiles(TestCorpus.HADOOP).list(file.toString());
    assertThatThrownBy(
            () ->
                new CorpusSchemaCheck(TestCorpus.HADOOP, new FileShardOpener())
                    .check(files, CorpusFormat.PARQUET, new ReadSpec(columns, 100)))
        .isInstanceOf(UserException.class)
        .hasMessage(message, file);
  }

  private Path write(List<Group> rows) throws IOException {
    return write(corpus, rows);
  }

  private static Path write(TestCorpus corpus, List<Group> rows) throws IOException {
    Path file = corpus.folder().resolve("a.parquet");
    Files.deleteIfExists(file);
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new LocalOutputFile(file))
            .withType(SCHEMA)
            .withCompressionCodec(CompressionCodecName.ZSTD)
            .withRowGroupSize(10_000L)
            .withMinRowCountForPageSizeCheck(50)
            .withMaxRowCountForPageSizeCheck(50)
            .build()) {
      for (Group row : rows) {
        writer.write(row);
      }
    }
    return file;
  }

  private static List<BlockMetaData> groups(Path file) throws IOException {
    try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file))) {
      return reader.getRowGroups();
    }
  }

  private static List<Group> many(int count) {
    List<Group> rows = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      rows.add(row(i * 7919, "text " + i * 104_729 % 1_000_003, "by " + i % 7));
    }
    return rows;
  }

  private static Group row(Long id, String text, String by) {
    Group row = new SimpleGroupFactory(SCHEMA).newGroup();
    if (id != null) {
      row.add("id", id);
    }
    if (text != null) {
      row.add("text", text);
    }
    if (by != null) {
      row.add("by", by);
    }
    row.add("spend", 1.0);
    return row;
  }
}
