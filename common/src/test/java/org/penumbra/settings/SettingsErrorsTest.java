package org.penumbra.settings;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.penumbra.ExitCode;
import org.penumbra.UserException;

class SettingsErrorsTest {

  @TempDir Path directory;

  private static ThrowingCallable loading(String... sets) {
    return () -> new SettingsLoader().load(List.of(sets));
  }

  private Path file(String text) throws IOException {
    return Files.writeString(directory.resolve("my.conf"), text);
  }

  @Test
  void reportsAllProblemsOfFileAndSetsTogether() throws IOException {
    Path file = file("cluster {\n  k-maxx = 5\n  k-min = many\n}\nlease.expiry = 30\n");

    assertThatThrownBy(() -> new SettingsLoader().load(file, List.of("seed=a", "oops")))
        .isInstanceOfSatisfying(
            UserException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.WRONG_USAGE))
        .hasMessage(
            """
            Cannot use the settings: 5 problems found.
              --set: oops: expected key=value
              --set: seed: found "a", expected a whole number
              FILE:3: cluster.k-min: found "many", expected a whole number of at least 1
              FILE:5: lease.expiry: found 30, expected a time above 0 with its unit, such as \
            500ms, 30s, 5m or 2h
              FILE:2: cluster.k-maxx: unknown key; the nearest known key is cluster.k-max
            conf/penumbra.conf lists every key with its default."""
                .replace("FILE", file.toString()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "seed=1.5 | found \"1.5\", expected a whole number",
        "seed=null | found \"null\", expected a whole number",
        "seed=99999999999999999999 | found \"99999999999999999999\", expected a whole number",
        "triage.from-items=0 | found \"0\", expected a whole number of at least 1",
        "triage.candidates=99 | found \"99\", expected a whole number of at least 100",
        "triage.distil-sample=19 | found \"19\", expected a whole number of at least 20",
        "triage.band-sample=19 | found \"19\", expected a whole number of at least 20",
        "triage.recall=1 | found \"1\", expected a number between 0 and 1, neither included",
        "triage.confidence=1 | found \"1\", expected a number between 0 and 1, neither included",
        "triage.max-kept=2 | found \"2\", expected a number from 0 to 1",
        "triage.max-loss=0 | found \"0\", expected a number between 0 and 1, neither included",
        "scorer.max-calls=0 | found \"0\", expected a whole number of at least 1",
        "pool.max-items=0 | found \"0\", expected a whole number of at least 1",
        "pool.max-items=3e9 | found \"3e9\", expected a whole number of at least 1",
        "embedder.max-tokens=513 | found \"513\", expected a whole number from 2 to 512",
        "embedder.max-tokens=1 | found \"1\", expected a whole number from 2 to 512",
        "pool.sample-share=1.01 | found \"1.01\", expected a number from 0 to 1",
        "pool.sample-share=50% | found \"50%\", expected a number from 0 to 1",
        "pool.sample-share=NaN | found \"NaN\", expected a number from 0 to 1",
        "scorer.prevalence=0 | found \"0\", expected a number between 0 and 1, neither included",
        "scorer.prevalence=1 | found \"1\", expected a number between 0 and 1, neither included",
        "student.tolerance=0 | found \"0\", expected a number above 0",
        "student.l2=-1 | found \"-1\", expected a number above 0",
        "corpus.text= | found \"\", expected a text",
        "corpus.text=null | found \"null\", expected a text",
        "corpus.id= | found \"\", expected a text or null",
        "corpus.uri=s3a:bucket | found \"s3a:bucket\", expected a path, a URI such as"
            + " s3a://bucket/path, or null",
        "corpus.shard-size=5 | found \"5\", expected a size with its unit, such as 1MiB or 64 MB",
        "corpus.shard-size=0B | found \"0B\", expected a size with its unit, such as 1MiB or 64 MB",
        "lease.expiry=0s | found \"0s\", expected a time above 0 with its unit, such as 500ms, 30s,"
            + " 5m or 2h",
        "evaluate.wanted-recalls=0.5 | found \"0.5\", expected a list of numbers above 0, at most 1,"
            + " such as [0.5, 0.9]",
        "evaluate.wanted-recalls=[0] | found \"[0]\", expected a list of numbers above 0, at most 1,"
            + " such as [0.5, 0.9]",
        "evaluate.wanted-recalls=[a, 1] | found \"[a, 1]\", expected a list of numbers above 0, at"
            + " most 1, such as [0.5, 0.9]",
        "evaluate.wanted-recalls=[0.5 | found \"[0.5\", expected a list of numbers above 0, at most"
            + " 1, such as [0.5, 0.9]",
        "evaluate.wanted-recalls=null | found \"null\", expected a list of numbers above 0, at most"
            + " 1, such as [0.5, 0.9]",
        "evaluate.items-per-day=0 | found \"0\", expected a whole number of at least 1 or null",
        "scorer.kind=Given | found \"Given\", expected one of few-shot, llm, given",
        "student.kind=deep | found \"deep\", expected one of linear, external",
        "scorer.kind=given | given asks for scorer.given, the Parquet of (id, score)",
        "scorer.kind=llm | llm asks for llm.base-url, such as http://localhost:8000/v1, and llm.model",
        "llm.voices=[\"a:\",\"b:\",\"c:\",\"d:\",\"e:\",\"f:\",\"g:\",\"h:\",\"i:\",\"j:\",\"k:\",\"l:\",\"m:\"] |"
            + " more than 12 voices",
        "llm.voices=[\"a:\", \"a:\"] | two voices of one name",
        "llm.max-cost=5 | a cap on the cost asks for llm.prompt-price and llm.completion-price",
        "llm.max-cost=0 | found \"0\", expected a number above 0 or null",
        "embedder.kind=http | http asks for embedder.http.base-url, such as http://localhost:8000/v1, and"
            + " embedder.model, the server's name for the model",
        "embedder.storage=int4 | found \"int4\", expected one of float, tinyint",
        "embedder.kind=grpc | found \"grpc\", expected one of onnx, http, given",
        "embedder.device=rocm | found \"rocm\", expected one of cpu, cuda",
        "embedder.precision=bf16 | found \"bf16\", expected one of fp32, int8",
        "embedder.http.base-url=localhost | expected an address such as http://localhost:8000/v1, without"
            + " name, password or query",
        "embedder.http.max-cost=5 | a cap on the cost asks for embedder.http.price",
        "embedder.http.max-characters=0 | found \"0\", expected a whole number of at least 1",
        "embedder.http.max-in-flight=0 | found \"0\", expected a whole number from 1 to 10000",
        "embedder.http.dimensions=0 | found \"0\", expected a whole number from 1 to 100000 or null",
        "embedder.kind=given | given asks for embedder.given, the Parquet of (id, vector)",
        "drift.false-alarm-rate=0 | found \"0\", expected a number between 0 and 1, neither included",
        "drift.false-alarm-rate=1e-4 | less than 0.0005 takes too many deals of the samples",
        "drift.sample=99 | found \"99\", expected a whole number of at least 100",
        "drift.reference-sample=99 | found \"99\", expected a whole number of at least 100",
        "select.budget=3 | found \"3\", expected a whole number of at least 4",
        "corpus=a | a section, not a key; its keys begin with corpus.",
        "seed.value=1 | unknown key; the nearest known key is seed",
        "k-max=5 | unknown key; the nearest known key is cluster.k-max",
        "embeder.kind=onnx | unknown key; the nearest known key is embedder.kind",
      })
  void namesKeyAndFinding(String set, String what) {
    String key = set.substring(0, set.indexOf('='));

    assertThatThrownBy(loading(set))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot use the settings: 1 problem found.\n  --set: "
                + key
                + ": "
                + what
                + "\nconf/penumbra.conf lists every key with its default.");
  }

  @Test
  void refusesListsAndNullsWhereAValueIsNeeded() throws IOException {
    Path file = file("corpus.text = [a, b]\ndemo.items = null\ncorpus.id = [x]");

    assertThatThrownBy(() -> new SettingsLoader().load(file, List.of()))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(file + ":3: corpus.id: found [\"x\"], expected a text or null")
        .hasMessageContaining(file + ":1: corpus.text: found [\"a\",\"b\"], expected a text")
        .hasMessageContaining(file + ":2: demo.items: found null, expected a whole number");
  }

  @Test
  void blamesTheSettingThatWasGivenWhenTwoDoNotGoTogether() throws IOException {
    Path file = file("cluster.k-max = 3");

    assertThatThrownBy(() -> new SettingsLoader().load(file, List.of()))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(
            file + ":1: cluster.k-max: cluster.k-min 4 is above cluster.k-max 3\n");
    assertThatThrownBy(loading("cluster.k-min=101"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(
            "--set: cluster.k-min: cluster.k-min 101 is above cluster.k-max 100\n");
  }

  @Test
  void refusesSharesThatAddUpToMoreThanTheBudget() {
    assertThatThrownBy(loading("select.audit-share=0.8"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(
            "--set: select.audit-share: select.audit-share 0.8 and select.top-share 0.25 add up to"
                + " more than 1\n");
  }

  @Test
  void refusesAConditionOnFilesThatSparkDoesNotRead() {
    assertThatThrownBy(loading("corpus.where=a > 1", "corpus.uri=ads.jsonl"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(
            "corpus.where: a condition needs corpus.table, or a corpus.format that Spark reads,"
                + " such as parquet");
  }

  @Test
  void refusesALeaseThatOneLateBeatLoses() {
    assertThatThrownBy(loading("lease.heartbeat=31s"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(
            "--set: lease.heartbeat: lease.expiry must be at least twice lease.heartbeat, or one"
                + " late beat loses the run\n");
  }

  @Test
  void namesTheSuccessorOfARemovedKey() {
    SettingsLoader loader = new SettingsLoader(Map.of("corpus.path", "corpus.uri"));

    assertThatThrownBy(() -> loader.load(List.of("corpus.path=x")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("--set: corpus.path: removed; use corpus.uri instead\n");
  }

  @Test
  void namesWhatAKeyIsCalledNow() {
    assertThatThrownBy(() -> new SettingsLoader().load(List.of("student.few-shot-input=false")))
        .hasMessageContaining(
            "--set: student.few-shot-input: removed; use student.score-input instead\n");
  }

  @Test
  void saysThatTheFileDoesNotExist() {
    assertThatThrownBy(() -> new SettingsLoader().load(Path.of("none.conf"), List.of()))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot read the settings from none.conf: it does not exist. Give --settings a HOCON"
                + " file, such as a copy of conf/penumbra.conf.");
  }

  @Test
  void saysThatADirectoryIsNoFile() {
    assertThatThrownBy(() -> new SettingsLoader().load(directory, List.of()))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(": it is not a file. Give");
  }

  @Test
  void refusesBytesThatAreNotUtf8() throws IOException {
    Path file = Files.write(directory.resolve("my.conf"), "corpus.where = é".getBytes(ISO_8859_1));

    assertThatThrownBy(() -> new SettingsLoader().load(file, List.of()))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("my.conf: it is not UTF-8. Give");
  }

  @Test
  void namesTheLineThatIsNotHocon() throws IOException {
    Path file = file("seed = 1\nselect {\n budget = ]\n}");

    assertThatThrownBy(() -> new SettingsLoader().load(file, List.of()))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("Cannot read the settings from " + file + ": line 3: ");
  }

  @ParameterizedTest
  @CsvSource({"posts-*.csv, *", "s3a://bucket/posts.csv, :"})
  void asksForQuotesAroundAGlobOrAnAddress(String uri, String got) throws IOException {
    Path file = file("seed = 1\ncorpus { uri = " + uri + " }");

    assertThatThrownBy(() -> new SettingsLoader().load(file, List.of()))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("Cannot read the settings from " + file + ": line 2: ")
        .hasMessageContaining("got '" + got + "'")
        .hasMessageEndingWith(
            ". Put a value with such a character, as in a glob or an address, into double quotes."
                + " Give --settings a HOCON file, such as a copy of conf/penumbra.conf.")
        .message()
        .doesNotContain(".properties");
  }

  @Test
  void namesASubstitutionThatLeadsNowhere() throws IOException {
    Path file = file("seed = 1\nrun.uri = ${NO_SUCH_VARIABLE_HERE}");

    assertThatThrownBy(() -> new SettingsLoader().load(file, List.of()))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(file + ": line 2: ")
        .hasMessageContaining("NO_SUCH_VARIABLE_HERE");
  }
}
