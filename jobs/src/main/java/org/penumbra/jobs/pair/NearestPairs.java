package org.penumbra.jobs.pair;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.penumbra.jobs.data.Chunked;
import org.penumbra.pair.Pair;

/** Brings together what a positive found on its shelves: the nearest of all are its pairs. */
final class NearestPairs implements MapPartitionsFunction<Row, Row> {

  private static final Comparator<Nearest.Candidate> CLOSEST_FIRST =
      Comparator.comparingDouble((Nearest.Candidate candidate) -> -candidate.similarity())
          .thenComparing(Nearest.Candidate::id);

  private final int neighbours;

  NearestPairs(int neighbours) {
    this.neighbours = neighbours;
  }

  /**
   * Rows of the pairs dataset.
   *
   * @param found rows of {@link Nearest}, those of one positive side by side
   */
  @Override
  public Iterator<Row> call(Iterator<Row> found) {
    return new Chunked<>() {

      private Nearest next = read();

      @Override
      protected List<Row> chunk() {
        List<Row> pairs = new ArrayList<>();
        while (pairs.isEmpty() && next != null) {
          List<Nearest.Candidate> candidates = new ArrayList<>();
          for (String positive = next.positive();
              next != null && next.positive().equals(positive);
              next = read()) {
            candidates.addAll(next.candidates());
          }
          candidates.sort(CLOSEST_FIRST);
          for (int i = 0; i < Math.min(neighbours, candidates.size()); i++) {
            pairs.add(row(candidates.get(i).ranked(i + 1)));
          }
        }
        return pairs;
      }

      private Nearest read() {
        return found.hasNext() ? Nearest.of(found.next()) : null;
      }
    };
  }

  private static Row row(Pair pair) {
    return RowFactory.create(
        pair.pairId(),
        pair.positiveId(),
        pair.negativeId(),
        pair.rank(),
        pair.similarity(),
        pair.cell(),
        pair.positiveScore(),
        pair.negativeScore());
  }
}
