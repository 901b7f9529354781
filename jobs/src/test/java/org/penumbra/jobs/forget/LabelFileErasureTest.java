package org.penumbra.jobs.forget;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.penumbra.UserException;
import org.penumbra.jobs.data.RunData;
import org.penumbra.jobs.spark.LocalSpark;
import org.penumbra.jobs.stage.OpenRun;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.jobs.state.ForgetLog;
import org.penumbra.jobs.state.Forgotten;
import org.penumbra.jobs.state.Store;
import org.penumbra.policy.Policy;
import org.penumbra.settings.SettingsLoader;

/**
 * Whatever people put into the inbox, items are erased from what can be read, and the rest named.
 */
@ExtendWith(LocalSpark.class)
class LabelFileErasureTest {

  private static final Policy POLICY =
      new Policy("p", "1", "Is it?", "It is.", "yes", "no", List.of(), List.of(), List.of());
  private static final String HEADER = "item_id,rater,label\n";
  private static final String KEPT = "other,anna,1\n";
  private static final String GONE = "ad-1,anna,1\n";

  @TempDir private Path run;

  private OpenRun open;
  private RunContext context;
  private Forgotten forgotten;
  private Path inbox;

  @BeforeEach
  void open(SparkSession spark) throws IOException {
    open =
        OpenRun.open(
            spark,
            new SettingsLoader().load(List.of("run.uri=" + run)),
            POLICY,
            RunContext.Repeat.REFUSE,
            new PrintStream(new ByteArrayOutputStream(), true, UTF_8));
    context = open.context();
    Forgotten none = new ForgetLog(context.store()).forgotten();
    forgotten = none.with(List.of(none.hash("ad-1")));
    inbox = Files.createDirectories(run.resolve("inbox/round=001"));
  }

  @AfterEach
  void close() {
    open.close();
  }

  @Test
  void looksIntoFolders() throws IOException {
    put("old/deep/a.csv", HEADER + GONE + KEPT);
    put("a.csv", HEADER + GONE + KEPT);

    assertThat(erase()).isEqualTo(new Outcome(2, List.of()));

    assertThat(text("old/deep/a.csv")).isEqualTo(HEADER + KEPT);
    assertThat(text("a.csv")).isEqualTo(HEADER + KEPT);
  }

  @Test
  void namesWhatCannotBeSearchedAndGoesOn() throws IOException {
    put("torn.parquet", "PAR1 and no more");
    put("empty.parquet", "");
    put("folder.parquet/readme.txt", "ad-1");
    put("torn.csv.gz", "ad-1");
    put("z.csv", HEADER + GONE);

    assertThat(erase())
        .isEqualTo(
            new Outcome(
                1,
                List.of(
                    "inbox/round=001/empty.parquet",
                    "inbox/round=001/folder.parquet",
                    "inbox/round=001/torn.csv.gz",
                    "inbox/round=001/torn.parquet")));

    assertThat(text("z.csv")).isEqualTo(HEADER);
    assertThat(text("torn.parquet")).isEqualTo("PAR1 and no more");
  }

  @Test
  void packsAgainWhatWasPackedAndLeavesItsNeighbour() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write((HEADER + GONE + KEPT).getBytes(UTF_8));
    }
    Files.write(inbox.resolve("a.csv.gz"), packed.toByteArray());
    put("a.csv", HEADER + "neighbour,anna,1\n");

    erase();

    assertThat(text("a.csv")).isEqualTo(HEADER + "neighbour,anna,1\n");
    try (GZIPInputStream in =
        new GZIPInputStream(
            new ByteArrayInputStream(Files.readAllBytes(inbox.resolve("a.csv.gz"))))) {
      assertThat(new String(in.readAllBytes(), UTF_8)).isEqualTo(HEADER + KEPT);
    }
  }

  @Test
  void turnsParquetIntoJsonLinesBesideWhoeverHasThatName() throws IOException {
    context
        .spark()
        .createDataset(List.of("ad-1", "other"), Encoders.STRING())
        .toDF("item_id")
        .coalesce(1)
        .write()
        .parquet(inbox.resolve("a.parquet").toString());
    put("a.parquet.jsonl", "{\"item_id\":\"neighbour\"}\n");

    assertThat(erase().rows()).isEqualTo(1);

    assertThat(inbox.resolve("a.parquet")).doesNotExist();
    assertThat(text("a.parquet.jsonl")).isEqualTo("{\"item_id\":\"neighbour\"}\n");
    assertThat(text("a.parquet-2.jsonl")).isEqualTo("{\"item_id\":\"other\"}\n");
  }

  @Test
  void keepsWhatWasPutBetweenSearchAndErasure() throws IOException {
    put("a.csv", HEADER + GONE);
    put("clean.csv", HEADER + KEPT);
    LabelFileErasure erasure = new LabelFileErasure(context, forgotten);
    LabelFileErasure.Search search = erasure.search();
    put("a.csv", HEADER + "new,anna,1\n" + GONE);
    put("clean.csv", HEADER + GONE + KEPT + KEPT);
    put("late.csv", HEADER + GONE + KEPT);

    erasure.apply(search);

    assertThat(text("a.csv")).isEqualTo(HEADER + "new,anna,1\n");
    assertThat(text("clean.csv")).isEqualTo(HEADER + KEPT + KEPT);
    assertThat(text("late.csv")).isEqualTo(HEADER + KEPT);
  }

  @Test
  void readsAgainWhatIsReplacedWhileItIsRead() throws IOException {
    put("a.csv", HEADER + GONE);
    LabelFileErasure.Search search = new LabelFileErasure(context, forgotten).search();

    erasing(new Replacing(context.store(), 1, this::grow)).apply(search);

    assertThat(text("a.csv")).isEqualTo(HEADER + KEPT);
  }

  @Test
  void givesUpOnAFileThatNeverRests() throws IOException {
    put("a.csv", HEADER + GONE);
    LabelFileErasure.Search search = new LabelFileErasure(context, forgotten).search();

    assertThatThrownBy(() -> erasing(new Replacing(context.store(), 99, this::grow)).apply(search))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot erase items from inbox/round=001/a.csv: it changes while it is read. Wait until"
                + " nobody writes it, then end this with ./submit.sh forget; it needs no ids for"
                + " that.");
  }

  @Test
  void leavesNothingThatKilledWritersLeftHidden() throws IOException {
    String id = "123e4567-e89b-12d3-a456-426614174000";
    put("." + id + ".part", GONE);
    put("old/.a.csv." + id, GONE);
    put(".mine.part", GONE);
    Path lease = Files.writeString(run.resolve("_state/lease/." + id + ".part"), "{}");

    new Leftovers(context).delete();

    assertThat(inbox.resolve("." + id + ".part")).doesNotExist();
    assertThat(inbox.resolve("old/.a.csv." + id)).doesNotExist();
    assertThat(inbox.resolve(".mine.part")).exists();
    assertThat(lease).exists();
  }

  private Outcome erase() {
    LabelFileErasure erasure = new LabelFileErasure(context, forgotten);
    LabelFileErasure.Search search = erasure.search();
    erasure.apply(search);
    return new Outcome(search.rows(), List.copyOf(search.unsearched().keySet()));
  }

  private LabelFileErasure erasing(Store store) {
    return new LabelFileErasure(
        new RunContext(
            context.spark(),
            context.settings(),
            context.policy(),
            context.uri(),
            store,
            context.lease(),
            new RunData(context.spark(), store, context.uri(), context.lease()),
            context.progress(),
            context.repeat()),
        forgotten);
  }

  private void grow(String key) {
    put(key.substring(key.lastIndexOf('/') + 1), text("a.csv") + KEPT);
  }

  private Path put(String name, String content) {
    try {
      Files.createDirectories(inbox.resolve(name).getParent());
      return Files.writeString(inbox.resolve(name), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String text(String name) {
    try {
      return Files.readString(inbox.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Outcome(long rows, List<String> unsearched) {}

  /** A store whose files are replaced right after they are read, a few times. */
  private static final class Replacing implements Store {

    private final Store inner;
    private final Consumer<String> replacer;
    private int left;

    Replacing(Store inner, int times, Consumer<String> replacer) {
      this.inner = inner;
      this.left = times;
      this.replacer = replacer;
    }

    @Override
    public Optional<byte[]> read(String key) {
      Optional<byte[]> content = inner.read(key);
      if (left-- > 0) {
        replacer.accept(key);
      }
      return content;
    }

    @Override
    public boolean putIfAbsent(String key, byte[] content) {
      return inner.putIfAbsent(key, content);
    }

    @Override
    public void put(String key, byte[] content) {
      inner.put(key, content);
    }

    @Override
    public List<String> list(String folder) {
      return inner.list(folder);
    }

    @Override
    public void delete(String key) {
      inner.delete(key);
    }

    @Override
    public boolean isConditional() {
      return inner.isConditional();
    }
  }
}
