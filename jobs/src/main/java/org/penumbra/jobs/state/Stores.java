package org.penumbra.jobs.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** The store that fits a run's address. */
public final class Stores {

  /** By name, for it need not be there; some clusters have a class of their own behind s3a. */
  private static final String S3A = "org.apache.hadoop.fs.s3a.S3AFileSystem";

  private Stores() {}

  /** A run's root as a full address without a slash at its end. */
  public static String root(String uri, Configuration hadoop) {
    try {
      Path path = new Path(uri);
      String full = path.getFileSystem(hadoop).makeQualified(path).toString();
      return full.endsWith("/") ? full.substring(0, full.length() - 1) : full;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The store below a root. */
  public static Store at(String root, Configuration hadoop) {
    try {
      Path path = new Path(root);
      FileSystem files = path.getFileSystem(hadoop);
      if (files.getScheme().equals("file")) {
        return new LocalStore(java.nio.file.Path.of(path.toUri().getPath()));
      }
      if (files.getClass().getName().equals(S3A)) {
        return new S3Store(files, path);
      }
      return new HadoopStore(files, path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
