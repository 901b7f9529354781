package org.penumbra.jobs.corpus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.penumbra.UserException;

/** What holds for every corpus, shard size and damage. */
class ShardReaderPropertiesTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Lines and CSV whose every record is found again, whatever the quotes and line ends. */
  @Property(tries = 150)
  void anyShardSizeReadsTheSameRows(
      @ForAll @From("names") String name,
      @ForAll @From("records") List<String> texts,
      @ForAll @IntRange(min = 1, max = 400) int shardBytes,
      @ForAll @IntRange(min = 1, max = 1500) int repeats) {
    String content = content(name, texts, repeats);
    try (TestCorpus corpus = new TestCorpus()) {
      Path file = corpus.write(name, content);
      List<CorpusRow> whole = corpus.rows(file);
      List<CorpusRow> sharded = sorted(corpus.rows(file, shardBytes, TestCorpus.SPEC));
      assertThat(sharded).isEqualTo(whole);
      if (!name.startsWith("a.txt")) {
        assertThat(whole).hasSize(texts.size() * repeats);
      }
    }
  }

  @Property(tries = 150)
  void textOfEveryItemIsTheTextWritten(
      @ForAll @From("structured") String name, @ForAll @From("records") List<String> texts) {
    try (TestCorpus corpus = new TestCorpus()) {
      List<String> read =
          corpus.rows(name, content(name, texts, 1)).stream()
              .map(row -> row.rejected() ? row.reject().wireName() : row.text())
              .toList();
      List<String> expected =
          texts.stream().map(text -> text.isBlank() ? "no text" : text).toList();
      assertThat(read).isEqualTo(expected);
    }
  }

  /** Damage anywhere behind a CSV's header: no exception, the same rows in any shards, balance. */
  @Property(tries = 400)
  void damageNeverThrowsAndKeepsTheBalance(
      @ForAll @From("names") String name,
      @ForAll @From("records") List<String> texts,
      @ForAll @From("damages") List<Damage> damages,
      @ForAll @IntRange(min = 1, max = 400) int shardBytes) {
    byte[] plain = content(name, texts, 300).getBytes(UTF_8);
    boolean compressed = Compression.of(name) != Compression.NONE;
    byte[] bytes = TestCorpus.compressed(Compression.of(name), plain);
    int safe = !compressed && name.contains(".csv") ? "id,text\n".length() : 0;
    for (Damage damage : damages) {
      bytes = damage.done(bytes, safe);
    }
    try (TestCorpus corpus = new TestCorpus()) {
      Path file = corpus.raw(name, bytes);
      List<CorpusRow> whole = corpus.rows(file);
      assertThat(sorted(corpus.rows(file, shardBytes, TestCorpus.SPEC))).isEqualTo(whole);
      assertThat(whole)
          .filteredOn(row -> row.reject() == RejectReason.REST_UNREADABLE)
          .hasSizeLessThanOrEqualTo(compressed ? 1 : 0);
    } catch (UserException e) {
      // Only a damaged header of compressed CSV may stop the reading: no column can be trusted.
      assertThat(name).startsWith("a.csv.");
    }
  }

  @SuppressWarnings("ArrayRecordComponent")
  record Damage(int kind, double where, byte[] bytes) {

    byte[] done(byte[] whole, int safe) {
      int at = safe + (int) ((whole.length - safe) * where);
      ByteArrayOutputStream damaged = new ByteArrayOutputStream();
      damaged.write(whole, 0, at);
      if (kind > 0) {
        damaged.writeBytes(bytes);
        int from = Math.min(whole.length, at + (kind == 1 ? bytes.length : 0));
        damaged.write(whole, from, whole.length - from);
      }
      return damaged.toByteArray();
    }
  }

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.of(
        Stream.of("a.txt", "a.jsonl", "a.csv")
            .flatMap(name -> Stream.of(name, name + ".gz", name + ".zst"))
            .toList());
  }

  @Provide
  Arbitrary<String> structured() {
    return Arbitraries.of("a.jsonl", "a.csv", "a.jsonl.gz", "a.csv.zst");
  }

  @Provide
  Arbitrary<List<String>> records() {
    return Arbitraries.strings()
        .withChars('a', '"', ',', '\n', '\r', ' ', 'ä', '\u0000', '{', '\\')
        .ofMaxLength(12)
        .list()
        .ofMinSize(1)
        .ofMaxSize(8);
  }

  @Provide
  Arbitrary<List<Damage>> damages() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 2),
            Arbitraries.doubles().between(0, 1),
            Arbitraries.bytes().array(byte[].class).ofMinSize(1).ofMaxSize(6))
        .as(Damage::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(3);
  }

  private static String content(String name, List<String> texts, int repeats) {
    String once = texts.stream().map(text -> record(name, text)).collect(Collectors.joining());
    return (name.contains(".csv") ? "id,text\n" : "") + once.repeat(repeats);
  }

  private static String record(String name, String text) {
    if (name.contains(".jsonl")) {
      return JSON.valueToTree(Map.of("id", 1, "text", text)) + "\r\n";
    }
    return name.contains(".csv") ? "1,\"" + text.replace("\"", "\"\"") + "\"\n" : text + "\n";
  }

  private static List<CorpusRow> sorted(List<CorpusRow> rows) {
    return rows.stream().sorted(Comparator.comparing(CorpusRow::position)).toList();
  }
}
