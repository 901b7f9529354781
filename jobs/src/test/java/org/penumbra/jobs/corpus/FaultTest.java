package org.penumbra.jobs.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSInputStream;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Readers that lose rows, and stores that fail. */
class FaultTest {

  private final TestCorpus corpus = new TestCorpus();

  @AfterEach
  void clean() {
    corpus.close();
  }

  @Test
  void theTallyShowsARowThatAReaderDropped() throws IOException {
    Shard shard = shard(corpus.write("a.txt", "a\nb\nc\n"));
    ShardOpener dropping =
        (hadoop, of, spec) -> new Dropping(new FileShardOpener().open(hadoop, of, spec));
    try (ShardReader reader = dropping.open(TestCorpus.HADOOP, shard, TestCorpus.SPEC)) {
      List<CorpusRow> rows = new ArrayList<>();
      reader.forEachRemaining(rows::add);
      assertThat(rows).hasSize(2);
      assertThat(reader.rowsSeen()).isEqualTo(3);
    }
  }

  @Test
  void aFailingStoreIsAnExceptionAndNotAReject() {
    for (String name : List.of("a.txt", "a.txt.gz", "a.txt.zst", "a.csv")) {
      Shard shard = shard(corpus.write(name, "id,text\n1,a\n"));
      assertThatThrownBy(() -> read(shard)).as(name).hasStackTraceContaining("the network is down");
    }
    Shard parquet = shard(corpus.write("a.parquet", "PAR1 a footer that is never reached PAR1"));
    assertThatThrownBy(() -> read(parquet))
        .isInstanceOf(IOException.class)
        .hasMessage("the network is down");
  }

  private static void read(Shard shard) throws IOException {
    Configuration failing = new Configuration();
    failing.set("fs.file.impl", FailingFileSystem.class.getName());
    failing.setBoolean("fs.file.impl.disable.cache", true);
    try (ShardReader reader = new FileShardOpener().open(failing, shard, TestCorpus.SPEC)) {
      reader.forEachRemaining(row -> assertThat(row.rejected()).isFalse());
    }
  }

  private static Shard shard(Path file) {
    List<CorpusFile> files = new CorpusFiles(TestCorpus.HADOOP).list(file.toString());
    return new ShardPlan(1 << 20, 10).plan(files, CorpusFormat.detect(files)).get(0);
  }

  private static final class Dropping implements ShardReader {

    private final ShardReader reader;

    Dropping(ShardReader reader) {
      this.reader = reader;
      reader.next();
    }

    @Override
    public boolean hasNext() {
      return reader.hasNext();
    }

    @Override
    public CorpusRow next() {
      return reader.next();
    }

    @Override
    public long rowsSeen() {
      return reader.rowsSeen();
    }

    @Override
    public void close() throws IOException {
      reader.close();
    }
  }

  /** A local file system whose every read fails. */
  public static final class FailingFileSystem extends RawLocalFileSystem {

    @Override
    public FSDataInputStream open(org.apache.hadoop.fs.Path path, int bufferSize) {
      return new FSDataInputStream(new FailingStream());
    }
  }

  private static final class FailingStream extends FSInputStream {

    @Override
    public int read() throws IOException {
      throw new IOException("the network is down");
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      throw new IOException("the network is down");
    }

    @Override
    public void seek(long position) {}

    @Override
    public long getPos() {
      return 0;
    }

    @Override
    public boolean seekToNewSource(long position) {
      return false;
    }
  }
}
