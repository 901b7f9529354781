package org.penumbra.select;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.penumbra.StableHash;
import org.penumbra.cluster.AverageLinkage;

/**
 * Cluster-Margin (Citovsky et al. 2021, NeurIPS, algorithms 1 and 2): the {@code multiple} x items
 * with the least margin, clustered by average linkage; then one random item of each cluster in
 * turn, small clusters first, until the batch is full. In the paper k_m = 10 k_t and clusters hold
 * 10 items on average.
 *
 * <p>The paper clusters the whole pool once and looks up the clusters of the items with the least
 * margin; that takes time and memory in the square of the pool. Here those items alone are
 * clustered, anew in each round, and the mean size of clusters is theirs.
 *
 * @param multiple how many times the items wanted are clustered
 * @param clusterSize items per cluster on average
 * @param seed of the draws within clusters; another in each round
 */
public record ClusterMargin(int multiple, int clusterSize, long seed) implements Strategy {

  @Override
  public void fill(Draft draft, int items) {
    Shortlist shortlist =
        new Shortlist(draft, Arm.STUDY, candidate -> "Uncertain, and of a group not yet asked.");
    shortlist.fillBy(
        (numbers, wanted) -> takeInTurn(shortlist, clusters(draft.pool(), numbers), wanted),
        Entropy.order(draft.pool()),
        items,
        multiple);
  }

  /** Each cluster's items in random order, the smallest cluster first. */
  private List<Deque<Integer>> clusters(Pool pool, int[] numbers) {
    int count = (numbers.length + clusterSize - 1) / clusterSize;
    int[] clusters = AverageLinkage.clusters(pool.vectors(numbers), count);
    Map<Integer, Deque<Integer>> members =
        IntStream.range(0, numbers.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> place(pool, numbers[i])))
            .collect(
                Collectors.groupingBy(
                    i -> clusters[i],
                    TreeMap::new,
                    Collectors.mapping(i -> numbers[i], Collectors.toCollection(ArrayDeque::new))));
    return members.values().stream().sorted(Comparator.comparingInt(Collection::size)).toList();
  }

  private double place(Pool pool, int number) {
    return StableHash.unit(seed, "cluster-margin", pool.candidates().get(number).id());
  }

  private static void takeInTurn(Shortlist shortlist, List<Deque<Integer>> clusters, int wanted) {
    int taken = 0;
    while (taken < wanted && clusters.stream().anyMatch(cluster -> !cluster.isEmpty())) {
      for (Deque<Integer> cluster : clusters) {
        taken += taken < wanted && takeOne(shortlist, cluster) ? 1 : 0;
      }
    }
  }

  /** A barred item does not cost its cluster the turn. */
  private static boolean takeOne(Shortlist shortlist, Deque<Integer> cluster) {
    while (!cluster.isEmpty()) {
      if (shortlist.take(cluster.remove())) {
        return true;
      }
    }
    return false;
  }
}
