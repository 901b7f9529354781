package org.penumbra.jobs.state;

import java.util.List;

/**
 * What makes a wave exist: until its manifest is put, the files of a wave are leftovers. Readers
 * take files from here, never from a listing.
 *
 * @param dataset the dataset's name
 * @param wave the wave's number within the stage and dataset, from 1
 * @param epoch the lease under which it was written
 * @param folder where its files lie, relative to the run
 * @param files the files, sorted by path
 */
public record Manifest(String dataset, int wave, long epoch, String folder, List<DataFile> files) {

  /** Rows of all files. */
  public long rows() {
    return rows("");
  }

  /** Rows of those files whose path holds a part, such as a partition's folder. */
  public long rows(String part) {
    return files.stream()
        .filter(file -> file.path().contains(part))
        .mapToLong(DataFile::rows)
        .sum();
  }
}
