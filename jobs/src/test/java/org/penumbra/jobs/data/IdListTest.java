package org.penumbra.jobs.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.penumbra.ExitCode;
import org.penumbra.UserException;

/** Lists of ids as people write them. */
class IdListTest {

  @TempDir private Path folder;

  @Test
  void readsALineAnIdWithItsBlanksWhateverItsLineEnds() throws IOException {
    assertThat(read("ids.txt", "\uFEFFb 1\r\n\r\n #a\n").names()).containsExactly(" #a", "b 1");
  }

  @Test
  void readsTheColumnOfACsvFile() throws IOException {
    assertThat(read("ids.csv", "text,Item_ID,id\n\"one, two\",a,x\nthree,\"b\"\"\",y\n").names())
        .containsExactly("a", "b\"");
    assertThat(read("ids.tsv", "id\ttext\na\tx\n\tx\n").names()).containsExactly("a");
  }

  @Test
  void readsTheFieldOfJsonLines() throws IOException {
    assertThat(read("ids.jsonl", "{\"item_id\":\"a\"}\n\n{\"id\":7,\"text\":\"x\"}\n").names())
        .containsExactly("7", "a");
  }

  @Test
  void isKnownByItsNamesWhateverTheirOrder() throws IOException {
    IdList list = read("ids.txt", "a\nb\n");

    assertThat(read("ids.txt", "b\na\nb\n")).isEqualTo(list);
    assertThat(read("ids.txt", "a\nc\n").hash()).isNotEqualTo(list.hash());
  }

  @Test
  void knowsWhichNamesCanBeHashesOfTexts() throws IOException {
    String hash = "0123456789abcdef0123456789abcdef";

    assertThat(read("ids.txt", hash + "\n" + hash + "0\nx\n").textHashes()).containsExactly(hash);
  }

  @ParameterizedTest
  @CsvSource({
    "ids.csv, 'text,label', its header has no column item_id or id",
    "ids.jsonl, '{\"text\":1}', line 1 has no field item_id or id"
  })
  void saysWhatAFileLacks(String name, String content, String why) {
    assertThatThrownBy(() -> read(name, content + "\n"))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot read the ids in --items ("
                + folder.resolve(name)
                + "): "
                + why
                + ". Name a text file with one id a line, a CSV file with a column item_id or id, or"
                + " JSON lines with such a field.")
        .satisfies(
            thrown ->
                assertThat(((UserException) thrown).exitCode()).isEqualTo(ExitCode.WRONG_USAGE));
  }

  @Test
  void refusesBytesThatAreNoText() throws IOException {
    Path file = Files.write(folder.resolve("ids.txt"), new byte[] {'a', (byte) 0xff, '\n'});

    assertThatThrownBy(() -> IdList.read("--items", file.toString(), new Configuration()))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("it is not UTF-8");
  }

  @Test
  void refusesBytesThatAreNoTextFarIntoAFile() throws IOException {
    byte[] bytes = "item_id\nan id\n".repeat(10_000).getBytes(UTF_8);
    bytes[bytes.length - 2] = (byte) 0xff;
    for (String name : List.of("ids.txt", "ids.csv")) {
      Path file = Files.write(folder.resolve(name), bytes);

      assertThatThrownBy(() -> IdList.read("--items", file.toString(), new Configuration()))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("it is not UTF-8");
      assertThatThrownBy(() -> IdFile.of("--items", file.toString(), new Configuration()))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("it is not UTF-8");
    }
  }

  @Test
  void looksThroughAFileWithoutHoldingIt() throws IOException {
    String hash = "0123456789abcdef0123456789abcdef";

    assertThat(look("ids.txt", "a\n\nb\na\n"))
        .returns(3L, IdFile::names)
        .returns(false, IdFile::namesTexts);
    assertThat(look("ids.jsonl", "{\"id\":\"" + hash + "\"}\n"))
        .returns(1L, IdFile::names)
        .returns(true, IdFile::namesTexts);
    assertThat(look("a.txt", "a\n").hash()).isEqualTo(look("b.txt", "a\n").hash());
    assertThat(look("a.txt", "a\n").hash()).isNotEqualTo(look("a.txt", "b\n").hash());
  }

  @Test
  void saysWhatAFileLacksThatItLooksThrough() {
    assertThatThrownBy(() -> look("ids.jsonl", "{\"id\":1}\n{\"text\":1}\n"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("line 2 has no field item_id or id");
    assertThatThrownBy(() -> look("ids.csv", "text\n"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("its header has no column item_id or id");
  }

  private IdFile look(String name, String content) throws IOException {
    Path file = Files.write(folder.resolve(name), content.getBytes(UTF_8));
    return IdFile.of("--items", file.toString(), new Configuration());
  }

  private IdList read(String name, String content) throws IOException {
    Path file = Files.write(folder.resolve(name), content.getBytes(UTF_8));
    return IdList.read("--items", file.toString(), new Configuration());
  }
}
