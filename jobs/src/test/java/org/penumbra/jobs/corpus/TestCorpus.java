package org.penumbra.jobs.corpus;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;

/** A folder of small corpus files, and all rows of them. */
final class TestCorpus implements AutoCloseable {

  static final Configuration HADOOP = new Configuration();
  static final ReadSpec SPEC = spec(4096);

  private Path folder;

  static ReadSpec spec(int maxTextBytes) {
    return new ReadSpec(new CorpusColumns("id", "text", null, null), maxTextBytes);
  }

  /** The folder, made when first asked for. */
  Path folder() {
    try {
      folder = folder == null ? Files.createTempDirectory("corpus") : folder;
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path write(String name, String content) {
    return write(name, content.getBytes(UTF_8));
  }

  /** Writes content, compressed as the name says. */
  Path write(String name, byte[] content) {
    return raw(name, compressed(Compression.of(name), content));
  }

  Path raw(String name, byte[] bytes) {
    try {
      Path file = folder().resolve(name);
      Files.createDirectories(file.getParent());
      return Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All rows of a file read in shards of this size; fails where the row balance does not hold. */
  List<CorpusRow> rows(Path file, long shardBytes, ReadSpec spec) {
    List<CorpusFile> files = new CorpusFiles(HADOOP).list(file.toString());
    List<Shard> shards = new ShardPlan(shardBytes, 200).plan(files, CorpusFormat.detect(files));
    List<CorpusRow> rows = new ArrayList<>();
    for (Shard shard : shards) {
      rows.addAll(read(shard, spec));
    }
    return rows;
  }

  /** All rows of a file read as one shard. */
  List<CorpusRow> rows(Path file) {
    return rows(file, Long.MAX_VALUE, SPEC);
  }

  List<CorpusRow> rows(String name, String content) {
    return rows(write(name, content));
  }

  static List<CorpusRow> read(Shard shard, ReadSpec spec) {
    List<CorpusRow> rows = new ArrayList<>();
    try (ShardReader reader = new FileShardOpener().open(HADOOP, shard, spec)) {
      reader.forEachRemaining(rows::add);
      long handedOut = rows.stream().mapToLong(CorpusRow::rows).sum();
      if (handedOut != reader.rowsSeen()) {
        throw new AssertionError(
            "Saw " + reader.rowsSeen() + " rows but handed out " + handedOut + " of " + shard);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return rows;
  }

  static byte[] compressed(Compression compression, byte[] content) {
    return switch (compression) {
      case NONE -> content;
      case ZSTD -> Zstd.compress(content);
      case GZIP -> {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
          gzip.write(content);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        yield bytes.toByteArray();
      }
    };
  }

  static byte[] joined(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  @Override
  public void close() {
    try (Stream<Path> paths = Files.walk(folder())) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
