package org.penumbra.drift;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.penumbra.embed.Vectors;

/** Joins windows that stand out and share items into regions. */
final class Regions {

  private final TwoSamples samples;
  private final float[][] vectors;
  private final double confidence;

  /**
   * @param vectors of all items
   * @param confidence of the regions' shares
   */
  Regions(TwoSamples samples, float[][] vectors, double confidence) {
    this.samples = samples;
    this.vectors = vectors;
    this.confidence = confidence;
  }

  /**
   * The regions, the largest first.
   *
   * @param level windows with at most this p-value stand out
   */
  List<Region> of(RegionScan scan, NullDistribution distribution, double level) {
    RegionScan.Windows windows = scan.windows(samples.labels(), samples.snapshotItems());
    int[] parents = new int[samples.size()];
    Arrays.setAll(parents, i -> i);
    List<Integer> standingOut = new ArrayList<>();
    for (int item = 0; item < parents.length; item++) {
      if (windows.sizes()[item] > 0 && distribution.pValue(windows.excess()[item]) <= level) {
        standingOut.add(item);
        join(parents, members(scan, windows, item, true));
      }
    }
    Map<Integer, Draft> drafts = new TreeMap<>();
    for (int item : standingOut) {
      List<Integer> members = members(scan, windows, item, true);
      Draft draft = drafts.computeIfAbsent(root(parents, members.get(0)), key -> new Draft());
      draft.members.addAll(members);
      draft.reference.addAll(members(scan, windows, item, false));
      draft.excess = Math.max(draft.excess, windows.excess()[item]);
    }
    return drafts.values().stream()
        .map(draft -> region(draft, distribution))
        .sorted(
            Comparator.comparing((Region region) -> -region.members().size())
                .thenComparing(region -> region.members().get(0)))
        .toList();
  }

  private List<Integer> members(
      RegionScan scan, RegionScan.Windows windows, int item, boolean ofSnapshot) {
    List<Integer> members = new ArrayList<>();
    for (int place = 0; place < windows.sizes()[item]; place++) {
      int neighbour = scan.neighbour(item, place);
      if (samples.inSnapshot(neighbour) == ofSnapshot) {
        members.add(neighbour);
      }
    }
    return members;
  }

  private Region region(Draft draft, NullDistribution distribution) {
    double[] sum = new double[vectors[0].length];
    for (int member : draft.members) {
      for (int d = 0; d < sum.length; d++) {
        sum[d] += vectors[member][d];
      }
    }
    float[] centre = Vectors.normalised(sum);
    List<Integer> typicalFirst =
        draft.members.stream()
            .sorted(
                Comparator.comparing((Integer member) -> -Vectors.dot(vectors[member], centre))
                    .thenComparing(Comparator.naturalOrder()))
            .toList();
    return new Region(
        typicalFirst,
        draft.reference.size(),
        Shares.interval(typicalFirst.size(), samples.snapshotItems(), confidence),
        distribution.pValue(draft.excess),
        centre);
  }

  private static void join(int[] parents, List<Integer> members) {
    int first = root(parents, members.get(0));
    for (int member : members) {
      parents[root(parents, member)] = first;
    }
  }

  private static int root(int[] parents, int item) {
    int root = item;
    while (parents[root] != root) {
      parents[root] = parents[parents[root]];
      root = parents[root];
    }
    return root;
  }

  private static final class Draft {
    private final Set<Integer> members = new HashSet<>();
    private final Set<Integer> reference = new HashSet<>();
    private double excess;
  }
}
