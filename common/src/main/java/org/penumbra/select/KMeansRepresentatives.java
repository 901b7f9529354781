package org.penumbra.select;

import java.util.Arrays;
import org.penumbra.cluster.Clusterer;
import org.penumbra.embed.Vectors;

/**
 * One item of each region of doubt: the {@code multiple} x items most uncertain candidates (see
 * {@link Entropy}) are clustered into as many clusters as items are wanted, and the item closest to
 * each centroid is taken (Zhdanov 2019, Diverse Mini-batch Active Learning, section 3, with its
 * pre-filter factor beta = 10). The paper also weighs items by their uncertainty within k-means;
 * here all of the shortlist weigh the same.
 *
 * @param clusterer finds the centroids
 * @param multiple how many times the items wanted are clustered, 10 in the paper
 * @param seed makes the clusters repeatable
 */
public record KMeansRepresentatives(Clusterer clusterer, int multiple, long seed)
    implements Strategy {

  @Override
  public void fill(Draft draft, int items) {
    Shortlist shortlist =
        new Shortlist(draft, Arm.STUDY, candidate -> "Speaks for a group of uncertain items.");
    shortlist.fillBy(
        (numbers, wanted) -> takeClosest(draft, shortlist, numbers, wanted),
        Entropy.order(draft.pool()),
        items,
        multiple);
  }

  private void takeClosest(Draft draft, Shortlist shortlist, int[] numbers, int wanted) {
    int[] byId = numbers.clone();
    Arrays.sort(byId);
    float[][] vectors = draft.pool().vectors(byId);
    float[][] centroids = clusterer.fit(vectors, wanted, seed).normalised().rows();
    for (float[] similarities : Vectors.products(centroids, vectors)) {
      int closest = -1;
      for (int i = 0; i < byId.length; i++) {
        boolean closer = closest < 0 || similarities[i] > similarities[closest];
        if (closer && draft.allows(byId[i])) {
          closest = i;
        }
      }
      if (closest >= 0) {
        shortlist.take(byId[closest]);
      }
    }
  }
}
