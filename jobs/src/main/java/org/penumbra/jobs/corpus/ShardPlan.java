package org.penumbra.jobs.corpus;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts files into shards. Lines of an uncompressed file and row groups of Parquet are cut by byte
 * ranges. A compressed stream, and CSV with its quoted line ends, cannot be entered in the middle:
 * each of its slices reads all of it and keeps every k-th block of records.
 */
public final class ShardPlan {

  private static final int MOST_SLICES = 64;
  // Text compresses about fourfold.
  private static final int EXPANSION = 4;

  private final long shardBytes;
  private final int mostShards;

  /**
   * @param shardBytes the size aimed at, in bytes of text
   * @param mostShards the size is doubled until there are no more shards than this, or one per file
   */
  public ShardPlan(long shardBytes, int mostShards) {
    if (shardBytes < 1 || mostShards < 1) {
      throw new IllegalArgumentException("A shard size and a number of shards are positive");
    }
    this.shardBytes = shardBytes;
    this.mostShards = mostShards;
  }

  /** The shards of these files, in their order; the same files always give the same shards. */
  public List<Shard> plan(List<CorpusFile> files, CorpusFormat format) {
    long bytes = shardBytes;
    int fewest = Math.max(mostShards, files.size());
    while (count(files, format, bytes) > fewest) {
      bytes *= 2;
    }
    List<Shard> shards = new ArrayList<>();
    for (CorpusFile file : files) {
      for (Part part : parts(file, format, bytes)) {
        shards.add(
            new Shard(
                shards.size(),
                file.path(),
                format,
                compression(file, format),
                part.start(),
                part.length(),
                part.slice(),
                part.slices(),
                file.length(),
                file.modified()));
      }
    }
    return List.copyOf(shards);
  }

  private static long count(List<CorpusFile> files, CorpusFormat format, long bytes) {
    long count = 0;
    for (CorpusFile file : files) {
      count += sliced(file, format) ? slices(file, format, bytes) : ranges(file, bytes);
    }
    return count;
  }

  private record Part(long start, long length, int slice, int slices) {}

  private static List<Part> parts(CorpusFile file, CorpusFormat format, long bytes) {
    List<Part> parts = new ArrayList<>();
    if (sliced(file, format)) {
      int slices = slices(file, format, bytes);
      for (int slice = 0; slice < slices; slice++) {
        parts.add(new Part(0, file.length(), slice, slices));
      }
    } else {
      long ranges = ranges(file, bytes);
      for (long range = 0; range < ranges; range++) {
        long start = range * bytes;
        parts.add(new Part(start, Math.min(bytes, file.length() - start), 0, 1));
      }
    }
    return parts;
  }

  private static boolean sliced(CorpusFile file, CorpusFormat format) {
    return format == CorpusFormat.CSV || compression(file, format) != Compression.NONE;
  }

  private static Compression compression(CorpusFile file, CorpusFormat format) {
    return format == CorpusFormat.PARQUET ? Compression.NONE : Compression.of(file.path());
  }

  private static long ranges(CorpusFile file, long bytes) {
    return Math.max(1, ceilDiv(file.length(), bytes));
  }

  private static int slices(CorpusFile file, CorpusFormat format, long bytes) {
    long expansion = compression(file, format) == Compression.NONE ? 1 : EXPANSION;
    return (int) Math.max(1, Math.min(MOST_SLICES, ceilDiv(file.length() * expansion, bytes)));
  }

  private static long ceilDiv(long length, long bytes) {
    return length / bytes + (length % bytes == 0 ? 0 : 1);
  }
}
