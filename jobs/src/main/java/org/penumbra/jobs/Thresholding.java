package org.penumbra.jobs;

import java.util.List;
import org.apache.spark.sql.Row;
import org.penumbra.Interval;
import org.penumbra.jobs.data.Rows;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.stage.Dependencies;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.jobs.state.Manifest;
import org.penumbra.jobs.state.StageId;
import org.penumbra.jobs.state.StageName;
import org.penumbra.score.CalibratedScores;
import org.penumbra.score.ScoreHistogram;
import org.penumbra.score.Threshold;

/** Where positives begin in a round. */
interface Thresholding {

  /** The cut and the prevalence it rests on. */
  Threshold threshold();

  /**
   * Before there are labels the cut is where an assumed share of the corpus lies above; afterwards
   * it is where the last round's model was calibrated to.
   */
  static Thresholding of(RunContext context, Dependencies dependencies, int round) {
    if (round > 1) {
      CalibratedScores scores = Models.requiredScores(context, dependencies, round - 1);
      return scores::threshold;
    }
    dependencies.settings("scorer.prevalence");
    List<Manifest> tallies = dependencies.read(new StageId(1, StageName.SCAN), RunDataset.TALLIES);
    double prevalence = context.settings().scorer().prevalence();
    return () ->
        new Threshold(
            corpusScores(context, tallies).cut(prevalence),
            new Interval(prevalence, Double.NaN, Double.NaN),
            Threshold.ASSUMED);
  }

  /** A histogram of the scores of the whole corpus. */
  static ScoreHistogram corpusScores(RunContext context, List<Manifest> tallies) {
    ScoreHistogram scores = new ScoreHistogram();
    List<Row> parts =
        context.data().read(RunDataset.TALLIES, tallies).select("bins", "counts").collectAsList();
    for (Row tally : parts) {
      scores.merge(ScoreHistogram.of(Rows.ints(tally, 0), Rows.longs(tally, 1)));
    }
    return scores;
  }
}
