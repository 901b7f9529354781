package org.penumbra.jobs.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.penumbra.Interval;
import org.penumbra.jobs.Models;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.evaluate.Figure;
import org.penumbra.jobs.evaluate.Measured;
import org.penumbra.jobs.state.StageName;
import org.penumbra.report.page.RoundFigures;

/** Reads what each round measured. */
final class RoundsReader {

  private final DoneStages done;

  RoundsReader(DoneStages done) {
    this.done = done;
  }

  /** Rounds 1 to a last one, as far as they have labels. */
  List<RoundFigures> read(int lastRound) {
    List<RoundFigures> rounds = new ArrayList<>();
    long items = 0;
    long answers = 0;
    for (int round = 1; round <= lastRound; round++) {
      List<Row> consensus = done.rows(RunDataset.CONSENSUS, StageName.INGEST, round);
      if (!consensus.isEmpty()) {
        items += consensus.size();
        answers += done.frame(RunDataset.LABELS, StageName.INGEST, round).count();
        rounds.add(
            new RoundFigures(
                round, items, answers, batch(round, consensus), kappas(round), verdict(round)));
      }
    }
    return rounds;
  }

  private List<RoundFigures.BatchArm> batch(int round, List<Row> consensus) {
    Map<String, String> arms = new HashMap<>();
    for (Row row : done.rows(RunDataset.BATCH, StageName.SELECT, round)) {
      arms.put(row.getAs("item_id"), row.getAs("arm"));
    }
    SortedMap<String, long[]> counts = new TreeMap<>();
    for (Row row : consensus) {
      String arm = arms.get(row.<String>getAs("item_id"));
      Integer label = row.getAs("label");
      if (arm != null) {
        counts.computeIfAbsent(arm, name -> new long[3])[label == null ? 2 : 1 - label]++;
      }
    }
    return counts.entrySet().stream()
        .map(
            arm ->
                new RoundFigures.BatchArm(
                    arm.getKey(), arm.getValue()[0], arm.getValue()[1], arm.getValue()[2]))
        .toList();
  }

  private SortedMap<String, Interval> kappas(int round) {
    List<Figure> figures =
        done.rows(RunDataset.METRICS, StageName.EVALUATE, round).stream().map(Figure::of).toList();
    String student = Models.name(round);
    String tuned = Models.tunedName(round);
    SortedMap<String, Interval> kappas = new TreeMap<>();
    kappas.put(RoundFigures.EXPERTS, figure(figures, null, Measured.EXPERT_KAPPA, Measured.EVAL));
    kappas.put(
        RoundFigures.MODEL, figure(figures, student, Measured.MODEL_EXPERT_KAPPA, Measured.EVAL));
    kappas.put(
        RoundFigures.NATURAL,
        figure(figures, student, Measured.MODEL_EXPERT_KAPPA, Measured.NATURAL));
    kappas.put(
        RoundFigures.TUNED, figure(figures, tuned, Measured.MODEL_EXPERT_KAPPA, Measured.EVAL));
    kappas.put(
        RoundFigures.HOLDOUT, figure(figures, student, Measured.CONSENSUS_KAPPA, Measured.HOLDOUT));
    return kappas;
  }

  /** A figure that does not flatter the model: cross-fitted ones are for the curious. */
  private static Interval figure(
      List<Figure> figures, String model, String metric, String population) {
    return figures.stream()
        .filter(figure -> figure.metric().equals(metric))
        .filter(figure -> figure.population().equals(population))
        .filter(figure -> figure.interval().equals(Figure.TWO_SIDED))
        .filter(figure -> !figure.basis().equals(Measured.CROSS_FITTED))
        .filter(figure -> model == null || model.equals(figure.model()))
        .map(Figure::value)
        .findFirst()
        .orElse(Interval.UNDEFINED);
  }

  private String verdict(int round) {
    return done.rows(RunDataset.DECISION, StageName.DECIDE, round).stream()
        .map(row -> row.<String>getAs("verdict"))
        .findFirst()
        .orElse(null);
  }
}
