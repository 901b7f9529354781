package org.penumbra.jobs.corpus;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.Deflater;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.penumbra.UserException;

class ShardReaderTest {

  private final TestCorpus corpus = new TestCorpus();

  @AfterEach
  void clean() {
    corpus.close();
  }

  @Test
  void readsLinesOfTextWithTheirByteOffsets() {
    assertThat(corpus.rows("a.txt", "\ufeffäb\r\n\n  \nc\rd\u0000"))
        .containsExactly(
            item(3, null, "äb"),
            reject(8, RejectReason.NO_TEXT, ""),
            reject(9, RejectReason.NO_TEXT, "  "),
            item(12, null, "c\rd\u0000"));
  }

  @Test
  void readsJsonLinesAndSkipsBlankOnes() {
    assertThat(
            corpus.rows(
                "a.jsonl",
                "{\"id\":\"x\",\"text\":\"a\\nb\"}\n \t\r\n{\"text\":\"c\",\"id\":12345678901234567890}"))
        .containsExactly(item(0, "x", "a\nb"), item(29, "12345678901234567890", "c"));
  }

  @Test
  void readsNestedFieldsByDottedNameAndOptionalOnes() {
    ReadSpec spec = new ReadSpec(new CorpusColumns(null, "ad.body.text", "ad.by", "lang"), 100);
    Path file =
        corpus.write(
            "a.jsonl",
            """
            {"id":1,"ad":{"x":[{"text":2}],"body":{"text":"t"},"by":7},"lang":"de"}
            {"ad.body.text":"flat","lang":"","ad":{"by":null}}
            {"ad":{"body":"t"}}
            """);
    assertThat(corpus.rows(file, 10, spec))
        .extracting(CorpusRow::text, CorpusRow::group, CorpusRow::language, CorpusRow::reject)
        .containsExactly(
            tuple("t", "7", "de", null),
            tuple("flat", null, null, null),
            tuple(null, null, null, RejectReason.NO_TEXT));
  }

  @Test
  void refusesWhatIsNotOneJsonObject() {
    String nested = "[".repeat(50_000);
    for (String line :
        List.of(
            "x",
            "[]",
            "{",
            "{\"id\":1,\"text\":\"a\"",
            "{\"id\":1,\"text\":\"a\"} x",
            "{\"id\":1,\"text\":\"a\"}{}",
            "{\"id\":1,\"text\":\"a\",\"text\":\"b\"}",
            "{\"id\":1,\"text\":\"tab\tbare\"}",
            "{\"id\":1,\"text\":NaN}",
            "{\"id\":1,\"x\":" + nested + ",\"text\":\"a\"}",
            "{\"id\":1,\"" + "n".repeat(60_000) + "\":1}")) {
      assertThat(corpus.rows("a.jsonl", line))
          .as(line.substring(0, Math.min(40, line.length())))
          .extracting(CorpusRow::reject)
          .containsExactly(RejectReason.NOT_JSON);
    }
  }

  @Test
  void refusesRowsWithoutIdOrText() {
    for (String object :
        List.of(
            "{}",
            "{\"id\":null,\"text\":\"a\"}",
            "{\"id\":\"\",\"text\":\"a\"}",
            "{\"id\":[1],\"text\":\"a\"}",
            "{\"id\":true,\"text\":\"a\"}")) {
      assertThat(corpus.rows("a.jsonl", object))
          .containsExactly(reject(0, RejectReason.NO_ID, object));
    }
    for (String object :
        List.of(
            "{\"id\":1}",
            "{\"id\":1,\"text\":null}",
            "{\"id\":1,\"text\":\" \"}",
            "{\"id\":1,\"text\":5}",
            "{\"id\":1,\"text\":{\"text\":\"a\"}}")) {
      assertThat(corpus.rows("a.jsonl", object))
          .containsExactly(reject(0, RejectReason.NO_TEXT, object));
    }
  }

  @Test
  void refusesBytesThatAreNotUtf8() {
    for (String latin1 :
        List.of(
            "\u00ff",
            "\u00c0\u00af",
            "\u00e0\u0080\u00af",
            "\u00ed\u00a0\u0080",
            "\u00f4\u0090\u0080\u0080",
            "\u00c3",
            "\u00f8\u0088\u0080\u0080\u0080",
            "\u0080")) {
      byte[] bytes = ("ok\n" + latin1 + "\nok").getBytes(ISO_8859_1);
      assertThat(corpus.rows(corpus.write("a.txt", bytes)))
          .extracting(CorpusRow::reject)
          .containsExactly(null, RejectReason.NOT_UTF8, null);
    }
    for (String json :
        List.of("\\ud800", "\\ud800x", "\\udc00\\ud800", "\\ud800\\ud800\\udc00", "x\\udfff")) {
      assertThat(corpus.rows("a.jsonl", "{\"id\":1,\"text\":\"" + json + "\"}"))
          .extracting(CorpusRow::reject)
          .containsExactly(RejectReason.NOT_UTF8);
    }
    assertThat(corpus.rows("a.jsonl", "{\"id\":1,\"text\":\"\\ud83d\\ude00\"}"))
        .containsExactly(item(0, "1", "😀"));
  }

  @Test
  void refusesTextsAboveTheCapInBytes() {
    ReadSpec spec = TestCorpus.spec(20_000);
    Path file = corpus.write("a.txt", "a".repeat(20_000) + "\n" + "ä".repeat(10_001) + "\nb");
    assertThat(corpus.rows(file, 1000, spec))
        .extracting(CorpusRow::position, CorpusRow::reject)
        .containsExactly(
            tuple(0L, null), tuple(20_001L, RejectReason.TEXT_TOO_LARGE), tuple(40_004L, null));
  }

  @Test
  void skipsARecordTooLargeForMemoryToItsEnd() {
    String huge = "x".repeat(3 << 20);
    for (String name : List.of("a.txt", "a.txt.gz", "a.txt.zst", "a.csv")) {
      Path file = corpus.write(name, "text\n" + huge + "\n\"" + huge + "\"\nend\n");
      ReadSpec spec = new ReadSpec(new CorpusColumns(null, "text", null, null), 4096);
      List<CorpusRow> rows = corpus.rows(file, 1 << 20, spec);
      assertThat(rows)
          .as(name)
          .filteredOn(CorpusRow::rejected)
          .containsExactly(
              reject(5, RejectReason.TEXT_TOO_LARGE, "x".repeat(200)),
              reject(6 + (3 << 20), RejectReason.TEXT_TOO_LARGE, "\"" + "x".repeat(199)));
      assertThat(rows).last().isEqualTo(item(9 + (6 << 20), null, "end"));
    }
  }

  @Test
  void readsCsvWithQuotesLineEndsAndDelimitersInside() {
    assertThat(
            corpus.rows(
                "a.csv",
                "\ufeffid, text ,\"x\"\r\n1,\"a \"\"b\"\",\r\nc\",\r\n\r\n2,plain \"q\",z\n3,\"\",\n,t,"))
        .containsExactly(
            item(18, "1", "a \"b\",\r\nc"),
            item(38, "2", "plain \"q\""),
            reject(52, RejectReason.NO_TEXT, "3,\"\","),
            reject(58, RejectReason.NO_ID, ",t,"));
    assertThat(corpus.rows("a.tsv", "id\ttext\n1\ta,b\n")).containsExactly(item(8, "1", "a,b"));
    assertThat(corpus.rows("a.csv", "")).isEmpty();
    assertThat(corpus.rows("a.csv", "id,text")).isEmpty();
  }

  @Test
  void goesOnAtTheNextLineAfterBadCsv() {
    assertThat(
            corpus.rows(
                "a.csv", "id,text\n1,a,b\n2\n3,\"open\n4,\"good\"\n5,\"a\"b\n6,\"x\ny\"\n7,\"end"))
        .containsExactly(
            reject(8, RejectReason.BAD_CSV, "1,a,b"),
            reject(14, RejectReason.BAD_CSV, "2"),
            reject(16, RejectReason.BAD_CSV, "3,\"open"),
            item(24, "4", "good"),
            reject(33, RejectReason.BAD_CSV, "5,\"a\"b"),
            item(40, "6", "x\ny"),
            reject(48, RejectReason.BAD_CSV, "7,\"end"));
  }

  /** Each line opens a quote whether read from its start or from inside an earlier quote. */
  @Test
  @Timeout(60)
  void staysLinearInAFileOfOpenQuotes() {
    List<CorpusRow> read =
        corpus.rows("a.csv", "id,text\n" + "x\",\"y\n".repeat(200_000) + "1,fine\n");
    assertThat(read).hasSize(200_001).last().isEqualTo(item(8 + 6 * 200_000, "1", "fine"));
  }

  @Test
  void deliversWhatGzipDecodedInTheCallThatFails() {
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    deflater.setInput("a\nb\nc".getBytes(UTF_8));
    byte[] block = new byte[100];
    int length = deflater.deflate(block, 0, block.length, Deflater.SYNC_FLUSH);
    deflater.end();
    block[length] = 7;
    byte[] header = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 0};
    assertThat(corpus.rows(corpus.raw("a.txt.gz", TestCorpus.joined(header, block))))
        .containsExactly(
            item(0, null, "a"),
            item(2, null, "b"),
            reject(4, RejectReason.REST_UNREADABLE, "gzip: invalid block type"));
  }

  @Test
  void namesTheColumnsFoundWhereOneIsMissing() {
    Path file = corpus.write("a.csv", "id,body\n");
    assertThatThrownBy(() -> check(file))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot read file:%s: it has no column text. Its columns are: id, body. Set corpus.text"
                + " to one of them.",
            file);
  }

  @Test
  void refusesAHeaderThatIsNoneOrAmbiguous() {
    Path twice = corpus.write("a.csv", "id,text,text\n");
    assertThatThrownBy(() -> check(twice))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot read file:%s: its header names the column text twice. Rename one of them, or set"
                + " corpus.text to another column.",
            twice);
    Path open = corpus.write("b.csv", "id,\"text\n");
    assertThatThrownBy(() -> check(open))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot read file:%s: its first line is not a header (bad CSV). Give each CSV file a line"
                + " with the names of its columns.",
            open);
  }

  @Test
  void readsConcatenatedGzipMembersAndZstdFrames() {
    byte[] first = "a\nb".getBytes(UTF_8);
    byte[] second = "c\nd\n".getBytes(UTF_8);
    for (Compression compression : List.of(Compression.GZIP, Compression.ZSTD)) {
      byte[] both =
          TestCorpus.joined(
              TestCorpus.compressed(compression, first),
              TestCorpus.compressed(compression, second));
      Path file = corpus.raw(compression == Compression.GZIP ? "a.txt.gz" : "a.txt.zst", both);
      assertThat(corpus.rows(file)).extracting(CorpusRow::text).containsExactly("a", "bc", "d");
    }
  }

  @Test
  void takesZerosAfterGzipForPaddingAndOtherBytesForABreak() {
    byte[] member = TestCorpus.compressed(Compression.GZIP, "a\n".getBytes(UTF_8));
    assertThat(corpus.rows(corpus.raw("a.txt.gz", TestCorpus.joined(member, new byte[100]))))
        .hasSize(1);
    assertThat(corpus.rows(corpus.raw("a.txt.gz", TestCorpus.joined(member, new byte[] {1, 2}))))
        .containsExactly(
            item(0, null, "a"),
            reject(
                2,
                RejectReason.REST_UNREADABLE,
                "gzip: a member does not start with a gzip header"));
  }

  @Test
  void deliversTheRowsBeforeABreakAndOneRejectForTheRest() {
    String lines =
        IntStream.range(0, 50_000)
            .mapToObj(i -> i * 7919L % 100_003 + "\n")
            .collect(Collectors.joining());
    for (String name : List.of("a.txt.gz", "a.txt.zst")) {
      byte[] whole = TestCorpus.compressed(Compression.of(name), lines.getBytes(UTF_8));
      Path file = corpus.raw(name, Arrays.copyOf(whole, whole.length / 2));
      List<CorpusRow> rows = corpus.rows(file, 10_000, TestCorpus.SPEC);
      List<CorpusRow> inOrder =
          rows.stream().sorted(Comparator.comparing(CorpusRow::position)).toList();
      CorpusRow reject = inOrder.get(inOrder.size() - 1);
      assertThat(reject.reject()).isEqualTo(RejectReason.REST_UNREADABLE);
      assertThat(inOrder).hasSizeBetween(20_000, 35_000);
      List<String> texts = lines.lines().toList();
      for (int i = 0; i < inOrder.size() - 1; i++) {
        assertThat(inOrder.get(i).text()).isEqualTo(texts.get(i));
      }
    }
  }

  @Test
  void refusesAFileThatChangedAfterThePlan() throws IOException {
    Path file = corpus.write("a.txt", "a\n");
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_000));
    Shard shard = plan(file).get(0);
    Files.writeString(file, "abc\n");
    Files.setLastModifiedTime(file, FileTime.fromMillis(61_000));
    String message =
        "Cannot read file:%s: it changed after the plan was frozen (planned: 2 bytes of"
            + " 1970-01-01T00:00:01Z; found: %s). Put the old file back, or start a new run.";
    assertThatThrownBy(() -> TestCorpus.read(shard, TestCorpus.SPEC))
        .isInstanceOf(UserException.class)
        .hasMessage(message, file, "4 bytes of 1970-01-01T00:01:01Z");
    Files.delete(file);
    assertThatThrownBy(() -> TestCorpus.read(shard, TestCorpus.SPEC))
        .isInstanceOf(UserException.class)
        .hasMessage(message, file, "nothing");
  }

  @Test
  void readsEmptyFiles() {
    for (String name : List.of("a.txt", "a.jsonl", "a.csv", "a.txt.gz", "a.jsonl.zst")) {
      assertThat(corpus.rows(name, "")).isEmpty();
      assertThat(corpus.rows(corpus.raw(name, new byte[0]))).isEmpty();
    }
  }

  private static List<Shard> plan(Path file) {
    List<CorpusFile> files = new CorpusFiles(TestCorpus.HADOOP).list(file.toString());
    return new ShardPlan(1 << 20, 10).plan(files, CorpusFormat.detect(files));
  }

  private static void check(Path file) {
    List<CorpusFile> files = new CorpusFiles(TestCorpus.HADOOP).list(file.toString());
    new CorpusSchemaCheck(TestCorpus.HADOOP, new FileShardOpener())
        .check(files, CorpusFormat.detect(files), TestCorpus.SPEC);
  }

  private static CorpusRow item(long position, String id, String text) {
    return CorpusRow.item(position, id, text, null, null);
  }

  private static CorpusRow reject(long position, RejectReason reason, String sample) {
    return CorpusRow.reject(position, reason, sample);
  }
}
