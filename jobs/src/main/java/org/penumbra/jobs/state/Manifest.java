package org.penumbra.jobs.state;

import com.fasterxml.jackson.annotation.JsonInclude;
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
 * @param original the manifest as it was first put, where items were forgotten since; else null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Manifest(
    String dataset, int wave, long epoch, String folder, List<DataFile> files, Manifest original) {

  /** A wave as it was written. */
  public Manifest(String dataset, int wave, long epoch, String folder, List<DataFile> files) {
    this(dataset, wave, epoch, folder, files, null);
  }

  /** The wave as it was first written: what keys know it by, whatever was forgotten since. */
  public Manifest asWritten() {
    return original == null ? this : original;
  }

  /** The same wave with the files that are left once items were forgotten. */
  public Manifest withFiles(List<DataFile> left) {
    return new Manifest(dataset, wave, epoch, folder, left, asWritten());
  }

  /** Rows of all files. */
  public long rows() {
    return rows("");
  }

  /** Bytes of all files. */
  public long bytes() {
    return files.stream().mapToLong(DataFile::bytes).sum();
  }

  /** Rows of those files whose path holds a part, such as a partition's folder. */
  public long rows(String part) {
    return files.stream()
        .filter(file -> file.path().contains(part))
        .mapToLong(DataFile::rows)
        .sum();
  }
}
