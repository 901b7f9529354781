package org.penumbra.label;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two hundred generated files, each with good rows and damage of one kind: none makes the reader
 * throw, none loses a good row, and each bad row has its reason.
 */
class MalformedFilesTest {

  private static final int FILES = 200;
  private static final int ROWS = 12;

  private static final List<String> BAD_FIELDS =
      List.of(
          "\"label\":\"perhaps\"",
          "\"label\":[1]",
          "\"label\":{\"a\":1}",
          "\"label\":null",
          "\"answer\":\"positive\",\"label\":0",
          "\"label\":1,\"seconds\":-3",
          "\"label\":1,\"seconds\":1e999",
          "\"label\":1,\"round\":\"first\"",
          "\"label\":1,\"at\":\"yesterday\"",
          "\"label\":1,\"phase\":\"later\"",
          "\"label\":1,\"label\":1",
          "\"label\":1,\"reasons\":[1]");

  /** One file: what is in it, and which of its rows are whole. */
  @SuppressWarnings("ArrayRecordComponent") // a file's bytes, never compared
  record Made(String name, LabelFormat format, byte[] bytes, Set<String> good, int bad) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Made> files() {
    return IntStream.range(0, FILES).mapToObj(MalformedFilesTest::file);
  }

  private static Made file(int number) {
    Random random = new Random(number);
    return switch (number % 5) {
      case 0 -> jsonLines(number, random);
      case 1 -> csv(number, random);
      case 2 -> labelStudio(number, random);
      case 3 -> tornList(number, random);
      default -> tornLines(number, random);
    };
  }

  private static String id(int row) {
    return "item-" + row;
  }

  /** Rows with wrong fields, foreign bytes, other JSON or nesting without end among good ones. */
  private static Made jsonLines(int number, Random random) {
    Bytes out = new Bytes();
    Set<String> good = new TreeSet<>();
    int bad = 0;
    for (int row = 0; row < ROWS; row++) {
      String start = "{\"item_id\":\"" + id(row) + "\",\"rater\":\"ann\",";
      if (random.nextBoolean()) {
        good.add(id(row));
        out.text(start + "\"label\":1}\n");
      } else {
        bad++;
        switch (random.nextInt(8)) {
          case 0 -> out.text("{\"item_id\":\"" + id(row) + "\",\"label\":1}\n");
          case 1 -> out.text(start).bytes(0xC3, 0x28, 0xFF).text("\"label\":1}\n");
          case 2 -> out.text("[" + random.nextInt() + "]\n");
          case 3 -> out.text("[".repeat(5_000) + "\n");
          case 4 -> out.text(start + "\"label\":1\n");
          case 5 -> out.text("\u0000\u0001\n");
          case 6 -> out.text(start + "\"label\":1} {}\n");
          default -> out.text(start + BAD_FIELDS.get(random.nextInt(BAD_FIELDS.size())) + "}\n");
        }
      }
    }
    return new Made(number + ".jsonl", LabelFormat.JSON_LINES, out.all(), good, bad);
  }

  /** Rows with too many columns, stray quotes or foreign bytes among good ones. */
  private static Made csv(int number, Random random) {
    char by = ",;\t".charAt(random.nextInt(3));
    Bytes out = new Bytes().text(String.join("" + by, "item_id", "rater", "label", "note") + "\n");
    Set<String> good = new TreeSet<>();
    int bad = 0;
    for (int row = 0; row < ROWS; row++) {
      String start = id(row) + by + "ann" + by;
      if (random.nextBoolean()) {
        good.add(id(row));
        out.text(start + "1" + by + "\"two\nlines, \"\"quoted\"\"\"\n");
      } else {
        bad++;
        switch (random.nextInt(6)) {
          case 0 -> out.text(start + "1" + by + "a" + by + "b\n");
          case 1 -> out.text(start + "1\n");
          case 2 -> out.text(start).bytes(0xE9).text("1" + by + "\n");
          case 3 -> out.text(start + "maybe" + by + "\n");
          case 4 -> out.text(by + "ann" + by + "1" + by + "\n");
          default -> out.text(start + "\"1\"x" + by + "\n");
        }
      }
    }
    return new Made(number + ".csv", LabelFormat.CSV, out.all(), good, bad);
  }

  /** Annotations that are cancelled, empty, of a wrong shape or unknown among good ones. */
  private static Made labelStudio(int number, Random random) {
    List<String> tasks = new ArrayList<>();
    Set<String> good = new TreeSet<>();
    int bad = 0;
    for (int row = 0; row < ROWS; row++) {
      if (random.nextBoolean()) {
        good.add(id(row));
        tasks.add(task(row, "[" + annotation("\"choices\":[\"positive\"]", "7", "false") + "]"));
      } else {
        bad++;
        tasks.add(
            switch (random.nextInt(7)) {
              case 0 ->
                  task(row, "[" + annotation("\"choices\":[\"positive\"]", "7", "true") + "]");
              case 1 -> task(row, "[]");
              case 2 -> task(row, "{\"a\":1}");
              case 3 -> task(row, "[7]");
              case 4 -> task(row, "[" + annotation("\"choices\":[\"what\"]", "{}", "false") + "]");
              case 5 -> task(row, "[" + annotation("\"choices\":[]", "7", "false") + "]");
              default -> "{\"annotations\":[{\"result\":[]}]}";
            });
      }
    }
    byte[] bytes = ("[" + String.join(",\n", tasks) + "]").getBytes(UTF_8);
    return new Made(number + ".json", LabelFormat.JSON, bytes, good, bad);
  }

  private static String task(int row, String annotations) {
    return "{\"id\":%d,\"data\":{\"item_id\":\"%s\"},\"annotations\":%s}"
        .formatted(row, id(row), annotations);
  }

  private static String annotation(String value, String by, String cancelled) {
    return ("{\"completed_by\":%s,\"was_cancelled\":%s,\"result\":[{\"from_name\":\"answer\","
            + "\"value\":{%s}}]}")
        .formatted(by, cancelled, value);
  }

  /** A list that ends in the middle of a record. */
  private static Made tornList(int number, Random random) {
    List<String> tasks = new ArrayList<>();
    for (int row = 0; row < ROWS; row++) {
      tasks.add(task(row, "[" + annotation("\"choices\":[\"negative\"]", "7", "false") + "]"));
    }
    String all = "[" + String.join(",\n", tasks) + "]";
    int cut = 1 + random.nextInt(all.length() - 2);
    Set<String> good = new TreeSet<>();
    int end = 1;
    for (int row = 0; row < ROWS && end + tasks.get(row).length() <= cut; row++) {
      good.add(id(row));
      end += tasks.get(row).length() + 2;
    }
    byte[] bytes = all.substring(0, cut).getBytes(UTF_8);
    return new Made(number + ".json", LabelFormat.JSON, bytes, good, 1);
  }

  /** Lines, the last of them torn. */
  private static Made tornLines(int number, Random random) {
    String line = "{\"item_id\":\"%s\",\"rater\":\"ann\",\"label\":0,\"note\":\"é\"}\n";
    Bytes out = new Bytes();
    Set<String> good = new TreeSet<>();
    int whole = random.nextInt(ROWS);
    for (int row = 0; row < whole; row++) {
      good.add(id(row));
      out.text(line.formatted(id(row)));
    }
    byte[] last = line.formatted(id(whole)).getBytes(UTF_8);
    out.bytes(last, 1 + random.nextInt(last.length - 2));
    return new Made(number + ".jsonl", LabelFormat.JSON_LINES, out.all(), good, 1);
  }

  private static final class Bytes {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Bytes text(String text) {
      out.writeBytes(text.getBytes(UTF_8));
      return this;
    }

    Bytes bytes(int... bytes) {
      for (int b : bytes) {
        out.write(b);
      }
      return this;
    }

    void bytes(byte[] bytes, int length) {
      out.write(bytes, 0, length);
    }

    byte[] all() {
      return out.toByteArray();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void losesNoGoodRowAndGivesEachBadOneItsReason(Made made) {
    List<ParsedLabel> rows =
        new LabelReader().read(made.name(), made.format(), made.bytes()).toList();

    Set<String> read = new TreeSet<>();
    int rejects = 0;
    for (ParsedLabel row : rows) {
      if (row instanceof RawLabel label) {
        assertThat(read.add(label.itemId())).isTrue();
      } else {
        assertThat(((LabelReject) row).reason()).isNotBlank();
        assertThat(((LabelReject) row).file()).isEqualTo(made.name());
        rejects++;
      }
    }
    assertThat(read).isEqualTo(made.good());
    assertThat(rejects).isEqualTo(made.bad());
  }
}
