package org.penumbra.jobs.corpus;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.penumbra.Errors;

/**
 * Lists the files behind an address: a file, a folder with all its subfolders, or a glob of either.
 * A path that exists is taken literally even where it looks like a glob.
 */
public final class CorpusFiles {

  private static final String SETTING = "corpus.uri";

  private final Configuration hadoop;
  private final String named;

  public CorpusFiles(Configuration hadoop) {
    this(hadoop, SETTING);
  }

  /**
   * Of an address that does not come from the settings.
   *
   * @param named the option it comes from, for messages
   */
  public CorpusFiles(Configuration hadoop, String named) {
    this.hadoop = hadoop;
    this.named = named;
  }

  /**
   * The files of a corpus, sorted by path. Names that start with _ or . are skipped, unless the
   * address itself is such a file.
   *
   * @throws org.penumbra.UserException where nothing is there, nothing matches, no file system
   *     serves the scheme or the store refuses
   */
  public List<CorpusFile> list(String uri) {
    try {
      return files(uri);
    } catch (UnsupportedFileSystemException e) {
      throw Errors.corpusScheme(uri, uri.substring(0, uri.indexOf(':')));
    } catch (FileNotFoundException e) {
      throw Errors.corpusMissing(named, uri);
    } catch (IllegalArgumentException e) {
      throw Errors.corpusAddress(named, uri, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw Errors.corpusUnreachable(uri, String.valueOf(e.getMessage()));
    }
  }

  private List<CorpusFile> files(String uri) throws IOException {
    Path path = new Path(uri);
    FileSystem files = path.getFileSystem(hadoop);
    List<CorpusFile> found = new ArrayList<>();
    if (files.exists(path)) {
      collect(files, files.getFileStatus(path), found);
    } else {
      FileStatus[] matches = files.globStatus(path);
      if (matches == null) {
        throw Errors.corpusMissing(named, uri);
      }
      for (FileStatus match : matches) {
        if (visible(match)) {
          collect(files, match, found);
        }
      }
    }
    if (found.isEmpty()) {
      throw Errors.corpusEmpty(named, uri);
    }
    found.sort(Comparator.comparing(CorpusFile::path));
    return List.copyOf(found);
  }

  private static void collect(FileSystem files, FileStatus status, List<CorpusFile> found)
      throws IOException {
    if (status.isDirectory()) {
      for (FileStatus child : files.listStatus(status.getPath())) {
        if (visible(child)) {
          collect(files, child, found);
        }
      }
    } else {
      found.add(
          new CorpusFile(
              status.getPath().toString(), status.getLen(), status.getModificationTime()));
    }
  }

  private static boolean visible(FileStatus status) {
    String name = status.getPath().getName();
    return !name.startsWith("_") && !name.startsWith(".");
  }
}
