package org.penumbra.jobs.forget;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.penumbra.jobs.stage.RunContext;

/** The run's files as they lie there: hidden ones too, in folders however deep. */
final class RunFiles {

  private final FileSystem files;
  private final Path root;

  RunFiles(RunContext context) {
    this.root = new Path(context.uri());
    try {
      this.files = root.getFileSystem(context.spark().sparkContext().hadoopConfiguration());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Walks below a folder in the order of names.
   *
   * @param whole which folders are taken for files
   * @param unlisted takes the folders that nobody may look into
   */
  void walk(
      String folder, Predicate<String> whole, Consumer<Entry> found, Consumer<String> unlisted) {
    try {
      FileStatus[] below = files.listStatus(new Path(root, folder));
      Arrays.sort(below, Comparator.comparing(status -> status.getPath().getName()));
      for (FileStatus status : below) {
        String path = folder + "/" + status.getPath().getName();
        if (status.isDirectory() && !whole.test(path)) {
          walk(path, whole, found, unlisted);
        } else {
          stamp(path).ifPresent(stamp -> found.accept(new Entry(path, stamp)));
        }
      }
    } catch (FileNotFoundException e) {
      // Nothing was ever put there.
    } catch (IOException e) {
      unlisted.accept(folder);
    }
  }

  /** How a file, or all below a folder, is at this moment; nothing where it is gone. */
  Optional<Stamp> stamp(String path) {
    try {
      return Optional.of(stamp(files.getFileStatus(new Path(root, path))));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Stamp stamp(FileStatus status) throws IOException {
    Stamp stamp = new Stamp(status.getLen(), status.getModificationTime());
    if (status.isDirectory()) {
      for (FileStatus below : files.listStatus(status.getPath())) {
        stamp = stamp.and(stamp(below));
      }
    }
    return stamp;
  }

  /**
   * A file.
   *
   * @param path relative to the run
   * @param stamp when it was listed
   */
  record Entry(String path, Stamp stamp) {}

  /**
   * What tells a file from one that was put in its place.
   *
   * @param bytes its length
   * @param modified milliseconds since 1970
   */
  record Stamp(long bytes, long modified) {

    private Stamp and(Stamp other) {
      return new Stamp(bytes + other.bytes, Math.max(modified, other.modified));
    }
  }
}
