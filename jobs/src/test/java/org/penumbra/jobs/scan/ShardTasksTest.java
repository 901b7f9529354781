package org.penumbra.jobs.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.penumbra.jobs.corpus.Compression;
import org.penumbra.jobs.corpus.CorpusFormat;
import org.penumbra.jobs.corpus.Shard;

class ShardTasksTest {

  @Test
  void aLongShardHasATaskOfItsOwnAndShortOnesShare() {
    assertThat(lengths(ShardTasks.of(shards(10, 1, 1, 100, 2, 1, 10), 3)))
        .containsExactly(List.of(100L), List.of(10L, 2L, 1L), List.of(10L, 1L, 1L));
  }

  @Test
  void noTaskIsEmpty() {
    assertThat(ShardTasks.of(shards(5, 5), 4)).hasSize(2);
  }

  private static List<List<Long>> lengths(List<List<Shard>> tasks) {
    return tasks.stream().map(task -> task.stream().map(Shard::length).toList()).toList();
  }

  private static List<Shard> shards(long... lengths) {
    List<Shard> shards = new ArrayList<>();
    for (long length : lengths) {
      int number = shards.size();
      shards.add(
          new Shard(
              number,
              "f" + number,
              CorpusFormat.JSONL,
              Compression.NONE,
              0,
              length,
              0,
              1,
              length,
              0));
    }
    return shards;
  }
}
