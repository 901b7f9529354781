package org.penumbra.jobs.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalStoreTest {

  private static final int RACERS = 16;

  @TempDir private Path folder;

  @Test
  void givesBackWhatWasPutAndNothingWhereNothingWas() {
    Store store = new LocalStore(folder);

    store.put("_state/a/key.json", bytes("one"));

    assertThat(store.read("_state/a/key.json").map(LocalStoreTest::text)).contains("one");
    assertThat(store.read("_state/a/other.json")).isEmpty();
    assertThat(store.read("nowhere/at/all")).isEmpty();
    assertThat(store.isConditional()).isTrue();
  }

  @Test
  void putsOverAnOlderObject() {
    Store store = new LocalStore(folder);
    store.put("object", bytes("a longer one"));

    store.put("object", bytes("short"));

    assertThat(store.read("object").map(LocalStoreTest::text)).contains("short");
  }

  @Test
  void keepsTheFirstObjectWhenAnotherIsPutIfAbsent() {
    Store store = new LocalStore(folder);

    assertThat(store.putIfAbsent("object", bytes("first"))).isTrue();
    assertThat(store.putIfAbsent("object", bytes("second"))).isFalse();

    assertThat(store.read("object").map(LocalStoreTest::text)).contains("first");
  }

  @Test
  void letsOneOfManyRacersWinAndKeepsItsWholeContent() throws Exception {
    Store store = new LocalStore(folder);
    for (int object = 0; object < 20; object++) {
      String key = "race/object-" + object;

      List<Integer> winners = race(store, key);

      assertThat(winners).hasSize(1);
      assertThat(store.read(key)).contains(content(winners.get(0)));
    }
    assertThat(hiddenFiles(folder.resolve("race"))).isEmpty();
  }

  @Test
  void showsReadersOnlyWholeObjectsWhileTheyAreReplaced() throws Exception {
    Store store = new LocalStore(folder);
    store.put("object", content(0));
    ExecutorService writer = Executors.newSingleThreadExecutor();
    Future<?> writing =
        writer.submit(
            () -> {
              for (int i = 1; i <= 300; i++) {
                store.put("object", content(i % RACERS));
              }
            });

    while (!writing.isDone()) {
      byte[] seen = store.read("object").orElseThrow();
      assertThat(seen).isEqualTo(content(seen[0]));
    }

    writing.get();
    writer.shutdown();
  }

  @Test
  void listsObjectsAndFoldersBelowAFolderButNoHalfWrittenOnes() throws IOException {
    Store store = new LocalStore(folder);
    store.put("a/second", bytes("2"));
    store.put("a/first", bytes("1"));
    store.put("a/third/deeper", bytes("3"));
    Files.writeString(folder.resolve("a/.object.part"), "half");

    assertThat(store.list("a")).containsExactly("first", "second", "third");
    assertThat(store.list("b")).isEmpty();
    assertThat(store.list("a/first")).isEmpty();
  }

  @Test
  void deletesObjectsAndWholeFolders() {
    Store store = new LocalStore(folder);
    store.put("a/one", bytes("1"));
    store.put("a/b/two", bytes("2"));
    store.put("c", bytes("3"));

    store.delete("a");
    store.delete("c");
    store.delete("never there");

    assertThat(store.list("")).isEmpty();
  }

  @Test
  void letsWhoMayReadTheFolderReadItsObjects() throws IOException {
    Store store = new LocalStore(folder);
    Path plain = Files.createFile(folder.resolve("plain"));

    store.put("put", bytes("1"));
    store.putIfAbsent("put-if-absent", bytes("1"));

    assertThat(Files.getPosixFilePermissions(folder.resolve("put")))
        .isEqualTo(Files.getPosixFilePermissions(plain));
    assertThat(Files.getPosixFilePermissions(folder.resolve("put-if-absent")))
        .isEqualTo(Files.getPosixFilePermissions(plain));
  }

  private static List<Integer> race(Store store, String key) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(RACERS);
    CountDownLatch start = new CountDownLatch(1);
    List<Future<Boolean>> racers = new ArrayList<>();
    for (int racer = 0; racer < RACERS; racer++) {
      byte[] content = content(racer);
      racers.add(
          threads.submit(
              () -> {
                start.await();
                return store.putIfAbsent(key, content);
              }));
    }
    start.countDown();
    List<Integer> winners = new ArrayList<>();
    for (int racer = 0; racer < RACERS; racer++) {
      if (racers.get(racer).get()) {
        winners.add(racer);
      }
    }
    threads.shutdown();
    return winners;
  }

  /** As long as its number is high, and all of the same byte. */
  private static byte[] content(int number) {
    byte[] content = new byte[1000 + 5000 * number];
    Arrays.fill(content, (byte) number);
    return content;
  }

  private static List<Path> hiddenFiles(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.getFileName().toString().startsWith(".")).toList();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, UTF_8);
  }
}
