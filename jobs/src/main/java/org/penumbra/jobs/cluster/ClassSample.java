package org.penumbra.jobs.cluster;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.penumbra.jobs.data.HashSample;
import org.penumbra.jobs.data.Rows;

/** Bounded hash samples of both predicted classes, in the order of their random numbers. */
public final class ClassSample {

  private static final String PURPOSE = "cluster";
  private static final Comparator<Member> BY_DRAW =
      Comparator.comparingDouble(Member::random).thenComparing(Member::id);

  private final List<Member> positives = new ArrayList<>();
  private final List<Member> negatives = new ArrayList<>();

  /**
   * Draws both in one action. They are drawn by score alone, so that the vectors of the others are
   * neither moved nor sorted.
   *
   * @param scores columns id and score
   * @param vectors columns id and vector of the same items
   * @param size of each sample at most
   */
  public ClassSample(
      Dataset<Row> scores,
      Dataset<Row> vectors,
      double cut,
      ClassSizes sizes,
      int size,
      long seed) {
    Column positive = col("score").geq(cut);
    Column bound =
        when(positive, HashSample.bound(size, sizes.positives()))
            .otherwise(HashSample.bound(size, sizes.negatives()));
    Dataset<Row> drawn =
        scores
            .select(
                col("id"),
                positive.as("positive"),
                HashSample.random(seed, PURPOSE).as("random"),
                bound.as("bound"))
            .where("random < bound");
    for (Row row :
        vectors
            .join(broadcast(drawn), "id")
            .select("id", "positive", "random", "vector")
            .collectAsList()) {
      Member member = new Member(row.getString(0), row.getDouble(2), Rows.floats(row, 3));
      (row.getBoolean(1) ? positives : negatives).add(member);
    }
    trim(positives, size);
    trim(negatives, size);
  }

  /** The first of the positives, sorted by id. */
  public List<Member> positives(int first) {
    return first(positives, first);
  }

  /** The first of the negatives, sorted by id. */
  public List<Member> negatives(int first) {
    return first(negatives, first);
  }

  private static void trim(List<Member> members, int size) {
    members.sort(BY_DRAW);
    if (members.size() > size) {
      members.subList(size, members.size()).clear();
    }
  }

  private static List<Member> first(List<Member> members, int first) {
    return members.stream().limit(first).sorted(Comparator.comparing(Member::id)).toList();
  }

  /**
   * A sampled item.
   *
   * @param id the item
   * @param random its number in the draw
   * @param vector of unit length
   */
  @SuppressWarnings("ArrayRecordComponent") // a row of numbers, never compared
  public record Member(String id, double random, float[] vector) {}
}
