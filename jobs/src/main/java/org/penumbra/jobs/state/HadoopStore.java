package org.penumbra.jobs.state;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options.Rename;
import org.apache.hadoop.fs.Path;

/**
 * A store on any Hadoop file system. HDFS has an exclusive rename; object stores have none, and
 * through this interface no conditional put.
 */
public final class HadoopStore implements Store {

  private static final String HDFS = "hdfs";

  private final FileSystem files;
  private final Path root;

  public HadoopStore(FileSystem files, Path root) {
    this.files = files;
    this.root = root;
  }

  @Override
  public Optional<byte[]> read(String key) {
    try (FSDataInputStream in = files.open(path(key))) {
      return Optional.of(in.readAllBytes());
    } catch (FileNotFoundException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public boolean putIfAbsent(String key, byte[] content) {
    try {
      if (isConditional()) {
        return moveInto(key, content, Rename.NONE);
      }
      if (files.exists(path(key))) {
        return false;
      }
      write(path(key), content);
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void put(String key, byte[] content) {
    try {
      if (isConditional()) {
        moveInto(key, content, Rename.OVERWRITE);
      } else {
        write(path(key), content);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public List<String> list(String folder) {
    try {
      return Arrays.stream(files.listStatus(path(folder)))
          .map(status -> status.getPath().getName())
          .filter(name -> !name.startsWith("."))
          .sorted()
          .toList();
    } catch (FileNotFoundException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void delete(String key) {
    try {
      files.delete(path(key), true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public boolean isConditional() {
    return HDFS.equals(files.getScheme());
  }

  private boolean moveInto(String key, byte[] content, Rename mode) throws IOException {
    Path target = path(key);
    Path beside = new Path(target.getParent(), "." + target.getName() + "." + UUID.randomUUID());
    write(beside, content);
    try {
      FileContext.getFileContext(files.getUri(), files.getConf()).rename(beside, target, mode);
      return true;
    } catch (FileAlreadyExistsException e) {
      files.delete(beside, false);
      return false;
    }
  }

  private void write(Path path, byte[] content) throws IOException {
    try (FSDataOutputStream out = files.create(path, true)) {
      out.write(content);
    }
  }

  private Path path(String key) {
    return new Path(root, key);
  }
}
