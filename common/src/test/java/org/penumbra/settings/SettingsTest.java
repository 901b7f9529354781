package org.penumbra.settings;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.penumbra.ExitCode;
import org.penumbra.UserException;

class SettingsTest {

  @TempDir Path directory;

  private static Settings load(String... sets) {
    return new SettingsLoader().load(List.of(sets));
  }

  private Settings loadFile(String text, String... sets) throws IOException {
    return new SettingsLoader().load(file(text), List.of(sets));
  }

  private Path file(String text) throws IOException {
    return Files.writeString(directory.resolve("my.conf"), text);
  }

  private static String origin(Settings settings, String key) {
    return settings.origins().stream()
        .filter(s -> s.key().equals(key))
        .map(EffectiveSetting::origin)
        .collect(joining());
  }

  @Test
  void laysTheFileOverTheDefaultsAndSetsOverTheFile() throws IOException {
    Settings settings =
        loadFile("seed = 5\nselect { budget = 60\n candidates = 4 }", "select.candidates=9");

    assertThat(settings.seed()).isEqualTo(5);
    assertThat(settings.select().budget()).isEqualTo(60);
    assertThat(settings.select().candidates()).isEqualTo(9);
    assertThat(settings.select().topShare()).isEqualTo(0.25);
  }

  @Test
  void saysWhereEachSettingCameFrom() throws IOException {
    Settings settings =
        loadFile("seed = 5\nselect { budget = 60\n candidates = 4 }", "select.candidates=9");

    assertThat(origin(settings, "seed")).isEqualTo(directory.resolve("my.conf") + ":1");
    assertThat(origin(settings, "select.budget")).isEqualTo(directory.resolve("my.conf") + ":2");
    assertThat(origin(settings, "select.candidates")).isEqualTo("--set");
    assertThat(origin(settings, "select.top-share")).isEqualTo("default");
  }

  @Test
  void takesTheLastOfTwoSets() {
    assertThat(load("seed=1", "seed=2").seed()).isEqualTo(2);
  }

  @Test
  void keepsEverythingAfterTheFirstEqualsSign() {
    assertThat(load("corpus.table=t", "corpus.where=a = 'b#//c'").corpus().where())
        .isEqualTo("a = 'b#//c'");
  }

  @Test
  void unsetsASettingWithNull() throws IOException {
    Settings settings = loadFile("corpus.id = a, corpus.group = b", "corpus.id=null");

    assertThat(settings.corpus().id()).isNull();
    assertThat(settings.corpus().group()).isEqualTo("b");
  }

  @Test
  void letsAFileReferToTheDefaults() throws IOException {
    assertThat(loadFile("demo.budget = ${select.budget}").demo().budget()).isEqualTo(100);
  }

  @Test
  void followsAnIncludeAndNamesTheIncludedFile() throws IOException {
    Files.writeString(directory.resolve("base.conf"), "\n\nseed = 3");

    Settings settings = loadFile("include \"base.conf\"");

    assertThat(settings.seed()).isEqualTo(3);
    assertThat(origin(settings, "seed")).endsWith("base.conf:3");
  }

  @Test
  void rendersOneFileThatGivesEqualSettingsWhenReadAgain() throws IOException {
    Settings settings =
        loadFile(
            "corpus { uri = \"s3a://b/{a,b}/*.gz\", format = parquet, where = \"x = \\\"y\\\" and z = '${q}'\" }",
            "corpus.shard-size=64 MB",
            "corpus.max-text-size=3000B",
            "lease.heartbeat=1500ms",
            "student.tolerance=1e-9",
            "corpus.id=007",
            "evaluate.wanted-recalls=[0.25, 1]",
            "seed=-9223372036854775808");

    Settings again = loadFile(settings.resolved());

    assertThat(again).isEqualTo(settings);
    assertThat(again.corpus().where()).isEqualTo("x = \"y\" and z = '${q}'");
    assertThat(again.resolved()).isEqualTo(settings.resolved());
  }

  @Test
  void readsTheSameListFromAFileAndFromASet() throws IOException {
    Settings fromFile = loadFile("evaluate.wanted-recalls = [25e-2, \"1\"]");

    assertThat(fromFile).isEqualTo(load("evaluate.wanted-recalls=[0.25, 1.0]"));
    assertThat(fromFile.resolved()).contains("evaluate.wanted-recalls = [0.25,1.0]\n");
  }

  @Test
  void rendersTheDefaultsSoThatTheyAreTheDefaultsAgain() throws IOException {
    assertThat(loadFile(load().resolved())).isEqualTo(load());
  }

  @Test
  void tellsDifferentSettingsApart() {
    assertThat(load("seed=1")).isNotEqualTo(load("seed=2"));
  }

  @Test
  void listsSettingsInTheOrderOfTheFile() throws IOException {
    List<String> lines = Files.readAllLines(Path.of("../conf/penumbra.conf"));
    List<Integer> positions = load().origins().stream().map(s -> line(lines, s.key())).toList();

    assertThat(positions).isSorted().doesNotContain(-1);
  }

  @Test
  void commentsEveryKeyOfTheFile() throws IOException {
    List<String> lines = Files.readAllLines(Path.of("../conf/penumbra.conf"));

    assertThat(load().origins())
        .allSatisfy(s -> assertThat(lines.get(line(lines, s.key()) - 1).strip()).startsWith("# "));
  }

  private static int line(List<String> lines, String key) {
    String name = key.substring(key.lastIndexOf('.') + 1);
    String[] path = key.split("\\.", -1);
    int section = 0;
    for (int depth = 0; depth < path.length - 1; depth++) {
      List<String> rest = lines.subList(section, lines.size());
      section += rest.indexOf("  ".repeat(depth) + path[depth] + " {");
    }
    return IntStream.range(section, lines.size())
        .filter(i -> lines.get(i).strip().startsWith(name + " = "))
        .findFirst()
        .orElse(-1);
  }

  @Test
  void givesTheValuesUnderSomePaths() {
    assertThat(load("pool.max-items=1e3").values("pool", "seed"))
        .hasToString("{pool.max-items=1000, pool.sample-share=0.5, seed=17}");
  }

  @Test
  void givesAllValuesWithoutAPath() {
    assertThat(load().values()).hasSize(load().origins().size());
  }

  @Test
  void refusesAPathThatHoldsNoSetting() {
    assertThatThrownBy(() -> load().sectionHash("clusters"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("No setting lies at or below clusters");
  }

  @Test
  void hashesASectionByItsValuesAndNotByTheirSpellingOrOrigin() throws IOException {
    String hash = load().sectionHash("corpus", "seed");

    assertThat(hash).matches("[0-9a-f]{32}");
    assertThat(load("corpus.shard-size=1024 KiB").sectionHash("seed", "corpus")).isEqualTo(hash);
    assertThat(loadFile("corpus.format = \"auto\"").sectionHash("corpus", "seed")).isEqualTo(hash);
    assertThat(load("pool.max-items=7").sectionHash("corpus", "seed")).isEqualTo(hash);
    assertThat(load("seed=18").sectionHash("corpus", "seed")).isNotEqualTo(hash);
    assertThat(load("corpus.id=x").sectionHash("corpus", "seed")).isNotEqualTo(hash);
  }

  @Test
  void keepsTheHashOfASectionForever() {
    // SHA-256 of "pool.max-items=7:1000000\npool.sample-share=3:0.5\n", cut to 128 bits
    assertThat(load().sectionHash("pool")).isEqualTo("d0958caa48940b22def6adb0e991a785");
  }

  @Test
  void fillsTheRunsDirectoryInFromThePolicy() {
    assertThat(load().run().uriFor("spam")).isEqualTo("runs/spam");
    assertThat(load("run.uri=s3a://b/r").run().uriFor("spam")).isEqualTo("s3a://b/r");
  }

  @Test
  void namesThePathsThatAreSet() {
    assertThat(load("corpus.uri=ads.csv", "label.uri=in").uris("spam"))
        .hasToString("{corpus.uri=ads.csv, label.uri=in, run.uri=runs/spam}");
  }

  @Test
  void hasACorpusFromFilesOrATable() {
    assertThat(load("corpus.uri=ads.csv").requireCorpus().uri()).isEqualTo("ads.csv");
    assertThat(load("corpus.table=db.ads").requireCorpus().table()).isEqualTo("db.ads");
  }

  @Test
  void refusesToReadNoCorpus() {
    assertThatThrownBy(() -> load().requireCorpus())
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot read the corpus: neither corpus.uri nor corpus.table is set. Set one of them,"
                + " for example --set corpus.uri=ads.csv.");
  }

  @Test
  void refusesTwoCorpora() {
    assertThatThrownBy(() -> load("corpus.uri=a.csv", "corpus.table=b").requireCorpus())
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot read the corpus: both corpus.uri = a.csv and corpus.table = b are set. Set one"
                + " of them to null.");
  }

  @Test
  void knowsThePolicysFileOrSaysThatItIsMissing() {
    assertThat(load("policy.file=p/spam.conf").requirePolicy()).isEqualTo(Path.of("p/spam.conf"));
    assertThatThrownBy(() -> load().requirePolicy())
        .isInstanceOfSatisfying(
            UserException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.WRONG_USAGE))
        .hasMessage(
            "Cannot find the policy: policy.file is not set. Set it to a file such as those in"
                + " conf/policies.");
  }
}
