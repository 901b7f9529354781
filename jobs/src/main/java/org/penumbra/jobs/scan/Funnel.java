package org.penumbra.jobs.scan;

import org.penumbra.score.ScoreHistogram;
import org.penumbra.settings.ScorerSettings;
import org.penumbra.settings.Settings;

/**
 * How many items get through: the first scores choose what a model is asked about, the model's what
 * the pool holds. Without a model both are one step. The pool's probability sample is drawn in the
 * first step and passes the second whole.
 *
 * @param asked items that the first scores let through at most
 * @param pool items that the pool holds at most
 * @param sampled those of them that are a probability sample
 */
record Funnel(int asked, int pool, double sampled) {

  static Funnel of(Settings settings) {
    int pool = settings.pool().maxItems();
    ScorerSettings scorer = settings.scorer();
    int asked = scorer.kind() == ScorerSettings.Kind.LLM ? scorer.maxCalls() : pool;
    return new Funnel(asked, pool, settings.pool().sampleShare() * Math.min(pool, asked));
  }

  /**
   * What may be asked about before any row was seen, for tiers that need not look at everything.
   * Twice as many are drawn as are wanted, should the corpus be smaller than it seems.
   *
   * @param rows of the corpus, about
   */
  PoolBounds before(long rows) {
    return new PoolBounds(Math.min(1, 2 * sampled / Math.max(1, rows)), Double.NEGATIVE_INFINITY);
  }

  /**
   * What may be asked about after some rows.
   *
   * @param rows rows seen, one that is drawn with several times the common chance as often
   * @param scores of those that may enter for their score
   */
  PoolBounds first(long rows, ScoreHistogram scores) {
    return PoolBounds.after(rows, scores, asked, sampled / asked);
  }

  /**
   * What of the asked enters the pool.
   *
   * @param first the bounds they came in by
   * @param kept how many they are
   * @param rows of the corpus, as far as they have scores
   * @param scores the model's, of the asked, each item once
   */
  PoolBounds second(PoolBounds first, long kept, long rows, ScoreHistogram scores) {
    if (kept <= pool) {
      return PoolBounds.OPEN;
    }
    PoolBounds alone = PoolBounds.after(rows, scores, pool, sampled / pool);
    return new PoolBounds(Math.min(first.sampleBelow(), alone.sampleBelow()), alone.scoreFrom());
  }
}
