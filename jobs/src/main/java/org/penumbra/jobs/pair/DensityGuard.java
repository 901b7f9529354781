package org.penumbra.jobs.pair;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.penumbra.pair.Density;
import org.penumbra.pair.EmbeddedItem;
import org.penumbra.pair.ExactNeighbours;

/**
 * The density guard as tasks carry it: a sample, and the density an item must reach in it.
 *
 * @param ids of the sample
 * @param vectors beside them
 * @param least density that passes
 * @param sparsestShare of items kept out
 */
@SuppressWarnings("ArrayRecordComponent") // rows of numbers, never compared
public record DensityGuard(List<String> ids, float[][] vectors, double least, double sparsestShare)
    implements Serializable {

  private static final int NEIGHBOUR = 5;

  /** The guard that leaves out the sparsest share of a sample. */
  public static DensityGuard of(List<EmbeddedItem> sample, double sparsestShare) {
    Density density = density(sparsestShare);
    double least = density.leastOf(density.of(sample, sample));
    return new DensityGuard(
        sample.stream().map(EmbeddedItem::id).toList(),
        sample.stream().map(EmbeddedItem::vector).toArray(float[][]::new),
        least,
        sparsestShare);
  }

  /** The items that have neighbours. */
  List<EmbeddedItem> dense(List<EmbeddedItem> items) {
    List<EmbeddedItem> sample = new ArrayList<>(ids.size());
    for (int i = 0; i < vectors.length; i++) {
      sample.add(new EmbeddedItem(ids.get(i), vectors[i], 0));
    }
    double[] densities = density(sparsestShare).of(items, sample);
    List<EmbeddedItem> dense = new ArrayList<>();
    for (int i = 0; i < densities.length; i++) {
      if (densities[i] >= least) {
        dense.add(items.get(i));
      }
    }
    return dense;
  }

  private static Density density(double sparsestShare) {
    return new Density(new ExactNeighbours(), NEIGHBOUR, sparsestShare);
  }
}
