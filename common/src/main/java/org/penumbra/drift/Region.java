package org.penumbra.drift;

import java.util.ArrayList;
import java.util.List;
import org.penumbra.Interval;
import org.penumbra.embed.Vectors;

/**
 * Where the snapshot has more items than the reference lets expect.
 *
 * @param members the snapshot's items in it, the most typical first, by their places in {@link
 *     TwoSamples}
 * @param referenceItems the reference's items in it
 * @param share of the snapshot that it is, with its interval; chosen for being large, it is rather
 *     too large
 * @param pValue of its strongest window, corrected for all the windows looked at
 * @param centre its middle, of unit length
 */
@SuppressWarnings("ArrayRecordComponent") // a row of numbers, never compared
public record Region(
    List<Integer> members, int referenceItems, Interval share, double pValue, float[] centre) {

  /**
   * Those of its items to look at first: the most typical, and none that is a near-duplicate of one
   * before it.
   *
   * @param vectors of all items
   * @param similarity from which two are near-duplicates
   */
  public List<Integer> examples(float[][] vectors, double similarity, int most) {
    List<Integer> examples = new ArrayList<>();
    for (int member : members) {
      if (examples.size() < most
          && examples.stream()
              .noneMatch(other -> Vectors.dot(vectors[other], vectors[member]) >= similarity)) {
        examples.add(member);
      }
    }
    return examples;
  }
}
