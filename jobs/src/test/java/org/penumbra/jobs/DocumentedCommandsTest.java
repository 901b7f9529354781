package org.penumbra.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.penumbra.settings.SettingsLoader;

/** Each command that a document tells people to call is one that the command line takes. */
class DocumentedCommandsTest {

  private static final Path PROJECT = Path.of("..");

  /** To the end of the line, of the code between backticks, or of the comment's beginning. */
  private static final Pattern COMMAND = Pattern.compile("\\./submit\\.sh ([a-z][^`#\\n]*)");

  /** Lines that show a command's form and not a command: FILE..., [--raters GLOB], round … */
  private static final Pattern FORM = Pattern.compile("\\.\\.\\.|\\[|…|\\bN\\b");

  private static final Map<String, String> DEFAULTS = new SettingsLoader().load(List.of()).values();

  @Test
  void findsThemAll() throws IOException {
    assertThat(commands()).hasSizeGreaterThan(30).contains("demo", "status --settings my.conf");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void isTaken(String command) {
    List<String> words = new ArrayList<>(Arrays.asList(command.trim().split("\\s+")));
    if (words.get(0).equals("test")) {
      // Of submit.sh itself; what follows is Maven's.
      return;
    }
    withoutSparks(words);

    assertThatCode(() -> Penumbra.commandLine().parseArgs(words.toArray(String[]::new)))
        .doesNotThrowAnyException();
    assertThat(valuesOf("--set", words))
        .allSatisfy(set -> assertThat(DEFAULTS).containsKey(set.substring(0, set.indexOf('='))));
    assertThat(valuesOf("--settings", words))
        .filteredOn(file -> file.startsWith("conf/"))
        .allSatisfy(file -> assertThat(PROJECT.resolve(file)).exists());
  }

  private static void withoutSparks(List<String> words) {
    int conf = words.indexOf("--conf");
    while (conf >= 0) {
      words.subList(conf, conf + 2).clear();
      conf = words.indexOf("--conf");
    }
  }

  private static Collection<String> valuesOf(String option, List<String> words) {
    List<String> values = new ArrayList<>();
    for (int i = 0; i + 1 < words.size(); i++) {
      if (words.get(i).equals(option)) {
        values.add(words.get(i + 1));
      }
    }
    return values;
  }

  private static List<String> commands() throws IOException {
    List<String> commands = new ArrayList<>();
    for (Path document : documents()) {
      String text = Files.readString(document).replaceAll("\\\\\\n\\s*", " ");
      Matcher command = COMMAND.matcher(text);
      while (command.find()) {
        String words = command.group(1).replace("$n", "1").strip();
        if (!FORM.matcher(words).find()) {
          commands.add(words);
        }
      }
    }
    return commands.stream().distinct().toList();
  }

  private static List<Path> documents() throws IOException {
    try (Stream<Path> docs = Files.list(PROJECT.resolve("docs"))) {
      return Stream.concat(Stream.of(PROJECT.resolve("README.md")), docs)
          .filter(file -> file.toString().endsWith(".md"))
          .sorted()
          .toList();
    }
  }
}
