package org.penumbra.pair;

import java.util.Comparator;
import org.penumbra.StableHash;

/**
 * Two neighbours on opposite sides of the cut.
 *
 * @param pairId 16 hexadecimal digits made from both ids
 * @param positiveId the item predicted positive
 * @param negativeId the item predicted negative
 * @param rank 1 for the positive item's nearest negative, 2 for the next
 * @param similarity cosine similarity of the two, in [-1, 1]
 * @param cell the overlapping clusters they come from, as in {@code p3-n7}
 * @param positiveScore score of the positive item
 * @param negativeScore score of the negative item
 */
public record Pair(
    String pairId,
    String positiveId,
    String negativeId,
    int rank,
    double similarity,
    String cell,
    double positiveScore,
    double negativeScore) {

  /** Closest pairs first, equally close ones by their two ids. */
  public static final Comparator<Pair> CLOSEST_FIRST =
      Comparator.comparingDouble((Pair pair) -> -pair.similarity())
          .thenComparing(Pair::positiveId)
          .thenComparing(Pair::negativeId);

  static Pair of(EmbeddedItem positive, Neighbour negative, int rank, String cell) {
    return new Pair(
        idOf(positive.id(), negative.item().id()),
        positive.id(),
        negative.item().id(),
        rank,
        negative.similarity(),
        cell,
        positive.score(),
        negative.item().score());
  }

  /** The name of the pair of two items. */
  public static String idOf(String positiveId, String negativeId) {
    return StableHash.id128(positiveId + "\0" + negativeId).substring(0, 16);
  }

  Pair ranked(int newRank) {
    return new Pair(
        pairId, positiveId, negativeId, newRank, similarity, cell, positiveScore, negativeScore);
  }
}
