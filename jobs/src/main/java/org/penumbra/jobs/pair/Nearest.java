package org.penumbra.jobs.pair;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.penumbra.pair.Neighbour;
import org.penumbra.pair.Pair;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The nearest negatives of a positive on one shelf.
 *
 * @param positive the positive's id
 * @param cluster of the positive
 * @param score of the positive
 * @param shelfCluster cluster of the negatives
 * @param ids of the negatives, nearest first
 * @param similarities beside them
 * @param scores beside them
 */
record Nearest(
    String positive,
    int cluster,
    double score,
    int shelfCluster,
    List<String> ids,
    List<Double> similarities,
    List<Double> scores) {

  static final StructType SCHEMA =
      StructType.fromDDL(
          "positive STRING, cluster INT, score DOUBLE, shelf_cluster INT, ids ARRAY<STRING>,"
              + " similarities ARRAY<DOUBLE>, scores ARRAY<DOUBLE>");

  static Nearest of(Item positive, int shelfCluster, List<Neighbour> negatives) {
    return new Nearest(
        positive.id(),
        positive.cluster(),
        positive.score(),
        shelfCluster,
        negatives.stream().map(negative -> negative.item().id()).toList(),
        negatives.stream().map(Neighbour::similarity).toList(),
        negatives.stream().map(negative -> negative.item().score()).toList());
  }

  static Nearest of(Row row) {
    return new Nearest(
        row.getString(0),
        row.getInt(1),
        row.getDouble(2),
        row.getInt(3),
        row.getList(4),
        row.getList(5),
        row.getList(6));
  }

  Row row() {
    return RowFactory.create(
        positive,
        cluster,
        score,
        shelfCluster,
        CollectionConverters.asScala(ids).toSeq(),
        CollectionConverters.asScala(similarities).toSeq(),
        CollectionConverters.asScala(scores).toSeq());
  }

  /** Pairs without their final rank. */
  List<Candidate> candidates() {
    List<Candidate> candidates = new ArrayList<>(ids.size());
    for (int i = 0; i < ids.size(); i++) {
      candidates.add(new Candidate(this, ids.get(i), similarities.get(i), scores.get(i)));
    }
    return candidates;
  }

  /**
   * One negative.
   *
   * @param of the positive it is near to
   * @param id of the negative
   * @param similarity of the two
   * @param negativeScore score of the negative
   */
  record Candidate(Nearest of, String id, double similarity, double negativeScore) {

    Pair ranked(int rank) {
      return new Pair(
          Pair.idOf(of.positive(), id),
          of.positive(),
          id,
          rank,
          similarity,
          "p" + of.cluster() + "-n" + of.shelfCluster(),
          of.score(),
          negativeScore);
    }
  }
}
