package org.penumbra.jobs.scan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.penumbra.jobs.corpus.Shard;

/** Shares shards out among tasks, so that none has many more bytes to read than another. */
public final class ShardTasks {

  private ShardTasks() {}

  /** The longest first, each to the task with the least so far (Graham 1969). */
  public static List<List<Shard>> of(List<Shard> shards, int tasks) {
    PriorityQueue<Task> least =
        new PriorityQueue<>(
            Comparator.comparingDouble((Task task) -> task.bytes)
                .thenComparing(task -> task.number));
    List<Task> all = new ArrayList<>();
    for (int number = 0; number < tasks; number++) {
      all.add(new Task(number));
    }
    least.addAll(all);
    shards.stream()
        .sorted(Comparator.comparingDouble(ShardTasks::bytes).reversed())
        .forEach(
            shard -> {
              Task task = least.remove();
              task.bytes += bytes(shard);
              task.shards.add(shard);
              least.add(task);
            });
    return all.stream()
        .map(task -> List.copyOf(task.shards))
        .filter(each -> !each.isEmpty())
        .toList();
  }

  /** A slice has its part of the file, whose length it names whole. */
  public static double bytes(Shard shard) {
    return (double) shard.length() / shard.slices();
  }

  private static final class Task {

    private final int number;
    private final List<Shard> shards = new ArrayList<>();
    private double bytes;

    Task(int number) {
      this.number = number;
    }
  }
}
