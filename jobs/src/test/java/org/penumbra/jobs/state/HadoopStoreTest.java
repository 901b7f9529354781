package org.penumbra.jobs.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HadoopStoreTest {

  @TempDir private Path folder;

  private Store promised;
  private Store exclusive;

  @BeforeEach
  void open() throws IOException {
    promised = new HadoopStore(initialised(new Named("s3a")), root());
    exclusive = new HadoopStore(initialised(new Named("hdfs")), root());
  }

  @Test
  void knowsWhichFileSystemsPutConditionally() {
    assertThat(promised.isConditional()).isFalse();
    assertThat(exclusive.isConditional()).isTrue();
  }

  @Test
  void givesBackWhatWasPut() {
    for (Store store : List.of(promised, exclusive)) {
      store.put("_state/key.json", bytes("one"));
      store.put("_state/key.json", bytes("two"));

      assertThat(store.read("_state/key.json")).contains(bytes("two"));
      assertThat(store.read("_state/none.json")).isEmpty();
    }
  }

  @Test
  void keepsTheFirstObjectWhenAnotherIsPutIfAbsent() {
    for (Store store : List.of(promised, exclusive)) {
      assertThat(store.putIfAbsent("object", bytes("first"))).isTrue();
      assertThat(store.putIfAbsent("object", bytes("second"))).isFalse();

      assertThat(store.read("object")).contains(bytes("first"));
      store.delete("object");
    }
  }

  @Test
  void leavesNothingBesideAnObjectThatWasNotPut() throws IOException {
    exclusive.putIfAbsent("a/object", bytes("first"));
    exclusive.putIfAbsent("a/object", bytes("second"));

    try (var files = Files.list(folder.resolve("a"))) {
      assertThat(files.map(file -> file.getFileName().toString())).containsExactly("object");
    }
  }

  @Test
  void listsAndDeletes() throws IOException {
    promised.put("a/second", bytes("2"));
    promised.put("a/first", bytes("1"));
    promised.put("a/third/deeper", bytes("3"));
    Files.writeString(folder.resolve("a/.half"), "half");

    assertThat(promised.list("a")).containsExactly("first", "second", "third");
    assertThat(promised.list("b")).isEmpty();

    promised.delete("a");
    promised.delete("never there");
    assertThat(promised.list("a")).isEmpty();
  }

  @Test
  void servesAddressesOfTheLocalFileSystemByALocalStore() {
    Configuration hadoop = new Configuration();

    String root = Stores.root(folder + "/", hadoop);

    assertThat(root).isEqualTo("file:" + folder);
    assertThat(Stores.at(root, hadoop)).isInstanceOf(LocalStore.class);
  }

  private org.apache.hadoop.fs.Path root() {
    return new org.apache.hadoop.fs.Path(folder.toUri());
  }

  private static RawLocalFileSystem initialised(RawLocalFileSystem files) throws IOException {
    files.initialize(URI.create("file:///"), new Configuration());
    return files;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  /** The local file system under the name of another. */
  private static final class Named extends RawLocalFileSystem {

    private final String scheme;

    Named(String scheme) {
      this.scheme = scheme;
    }

    @Override
    public String getScheme() {
      return scheme;
    }
  }
}
