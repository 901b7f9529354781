package org.penumbra.jobs.scan;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.penumbra.jobs.data.Rows;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.jobs.stage.StageRun;
import org.penumbra.jobs.state.Manifest;
import org.penumbra.score.ScoreHistogram;

/**
 * Reads the corpus in waves of shards. Each wave is one write of one frame. What a wave saw
 * tightens the {@link PoolBounds} of the next, so that what is staged stays near the size that is
 * let through, however large the corpus is.
 */
final class ReadWaves {

  /** What the driver reads of a tally. */
  static final StructType TALLY =
      StructType.fromDDL(
          """
          rows_in BIGINT, dropped BIGINT, extra_weight BIGINT, bins ARRAY<INT>,
          counts ARRAY<BIGINT>""");

  private final RunContext context;
  private final StageRun run;
  private final Source source;
  private final Funnel funnel;

  ReadWaves(RunContext context, StageRun run, Source source) {
    this.context = context;
    this.run = run;
    this.source = source;
    this.funnel = Funnel.of(context.settings());
  }

  /**
   * What was read.
   *
   * @param staged a manifest per wave
   * @param balance with the rows of all waves
   * @param scores of rows that may enter for their score
   * @param bounds the last ones
   */
  record Result(
      List<Manifest> staged, RowBalance balance, ScoreHistogram scores, PoolBounds bounds) {}

  /**
   * Reads all waves.
   *
   * @param name what they are staged as
   * @param scores that are known before
   * @param from bounds of the first wave
   * @param bounded whether scores bound what enters; not where they come once all is read
   */
  Result read(
      String name, Scoring scoring, ScoreHistogram scores, PoolBounds from, boolean bounded) {
    RowBalance balance = new RowBalance();
    List<Manifest> staged = new ArrayList<>();
    PoolBounds bounds = from;
    for (int wave = 1; wave <= source.waves(); wave++) {
      int number = wave;
      PoolBounds ofWave = scoring.scores() ? bounds : PoolBounds.OPEN;
      run.describe("read wave " + wave + " of " + source.waves());
      Manifest written =
          run.stage(name, wave, () -> source.frame(number, scoring, ofWave), Staged.OUTCOME);
      staged.add(written);
      tally(written, balance, scores);
      if (bounded) {
        bounds = bounds.and(funnel.first(balance.weighedRows(), scores));
      }
      run.waves(wave, source.waves() + 1);
    }
    return new Result(staged, balance, scores, bounds);
  }

  private void tally(Manifest wave, RowBalance balance, ScoreHistogram scores) {
    run.describe("tally wave " + wave.wave());
    for (Row tally :
        context.data().read(TALLY, List.of(wave), Staged.part(Staged.TALLY)).collectAsList()) {
      balance.read(tally.getLong(0), tally.getLong(1), tally.getLong(2));
      scores.merge(ScoreHistogram.of(Rows.ints(tally, 3), Rows.longs(tally, 4)));
    }
  }
}
