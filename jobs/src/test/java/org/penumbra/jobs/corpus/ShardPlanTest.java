package org.penumbra.jobs.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.util.List;
import org.junit.jupiter.api.Test;

class ShardPlanTest {

  @Test
  void cutsLinesIntoRanges() {
    assertThat(new ShardPlan(100, 1000).plan(List.of(file("a.txt", 250)), CorpusFormat.TEXT))
        .containsExactly(
            new Shard(0, "a.txt", CorpusFormat.TEXT, Compression.NONE, 0, 100, 0, 1, 250, 7),
            new Shard(1, "a.txt", CorpusFormat.TEXT, Compression.NONE, 100, 100, 0, 1, 250, 7),
            new Shard(2, "a.txt", CorpusFormat.TEXT, Compression.NONE, 200, 50, 0, 1, 250, 7));
  }

  @Test
  void cutsCompressedFilesAndCsvIntoSlices() {
    assertThat(new ShardPlan(100, 1000).plan(List.of(file("a.jsonl.gz", 60)), CorpusFormat.JSONL))
        .extracting(Shard::start, Shard::length, Shard::slice, Shard::slices)
        .containsExactly(tuple(0L, 60L, 0, 3), tuple(0L, 60L, 1, 3), tuple(0L, 60L, 2, 3));
    assertThat(new ShardPlan(100, 1000).plan(List.of(file("a.csv", 150)), CorpusFormat.CSV))
        .hasSize(2);
    assertThat(new ShardPlan(1, 1000).plan(List.of(file("a.csv", 150)), CorpusFormat.CSV))
        .hasSize(64);
  }

  @Test
  void doublesTheSizeUntilThereAreFewEnough() {
    List<CorpusFile> files = List.of(file("a.txt", 1000), file("b.txt", 10));
    assertThat(new ShardPlan(100, 6).plan(files, CorpusFormat.TEXT))
        .extracting(Shard::length)
        .containsExactly(200L, 200L, 200L, 200L, 200L, 10L);
  }

  @Test
  void givesEveryFileAShardEvenWhereThatIsMoreThanAllowed() {
    List<CorpusFile> files = List.of(file("a.txt", 1000), file("b.txt", 0));
    assertThat(new ShardPlan(100, 1).plan(files, CorpusFormat.TEXT))
        .extracting(Shard::path, Shard::length)
        .containsExactly(tuple("a.txt", 1000L), tuple("b.txt", 0L));
  }

  private static CorpusFile file(String path, long length) {
    return new CorpusFile(path, length, 7);
  }
}
