package org.penumbra.jobs.corpus;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FilterFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/** Local files under a scheme of their own; counts how often each folder is listed. */
public final class CountingFileSystem extends FilterFileSystem {

  private static final String SCHEME = "counting";
  private static final Map<String, Integer> LISTED = new ConcurrentHashMap<>();

  public CountingFileSystem() {
    super(new UnderScheme());
  }

  /** Lets addresses of the scheme be read, and counts from zero. */
  public static void serve(Configuration hadoop) {
    hadoop.set("fs." + SCHEME + ".impl", CountingFileSystem.class.getName());
    hadoop.setBoolean("fs." + SCHEME + ".impl.disable.cache", true);
    LISTED.clear();
  }

  /** The address of a local folder under the scheme. */
  public static String address(java.nio.file.Path folder) {
    return SCHEME + "://" + folder;
  }

  /** How often each folder was listed so far. */
  public static Map<String, Integer> listed() {
    return Map.copyOf(LISTED);
  }

  @Override
  public FileStatus[] listStatus(Path folder) throws IOException {
    LISTED.merge(folder.toUri().getPath(), 1, Integer::sum);
    return super.listStatus(folder);
  }

  private static final class UnderScheme extends RawLocalFileSystem {

    @Override
    public URI getUri() {
      return URI.create(SCHEME + ":///");
    }
  }
}
