package org.penumbra.jobs.scan;

import static org.apache.spark.sql.functions.lit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.jobs.stage.StageRun;
import org.penumbra.jobs.state.Manifest;
import org.penumbra.score.ScoreHistogram;

/**
 * Reads the corpus and freezes the working pool. When all waves are in, one more write settles
 * every staged row's outcome; the datasets are projections of it.
 *
 * <p>A large corpus is read by a cascade. Where the audit of what it dropped shows that it lost too
 * much, it is made anew with what the audit found, and the corpus is read once more.
 */
public final class CorpusScan {

  private static final int MOST_ATTEMPTS = 2;

  private final RunContext context;
  private final Source source;
  private final Scoring scoring;
  private final String scorer;
  private final String modelHash;

  /**
   * @param source where the rows come from
   * @param scoring how they are scored
   * @param scorer what the scores are called
   * @param modelHash the encoder's, under which vectors are kept
   */
  public CorpusScan(
      RunContext context, Source source, Scoring scoring, String scorer, String modelHash) {
    this.context = context;
    this.source = source;
    this.scoring = scoring;
    this.scorer = scorer;
    this.modelHash = modelHash;
  }

  /**
   * Does the stage's work.
   *
   * @param given scores that take the place of our own, or null
   * @param asksModel whether a large language model scores what settles
   */
  public void run(StageRun run, GivenScores given, boolean asksModel) {
    Distillation distillation = new Distillation(context, run, source, scoring);
    if (distillation.pays()) {
      cascade(run, distillation, asksModel);
      return;
    }
    ScoreHistogram known = given == null ? new ScoreHistogram() : given.histogram();
    // Scores that come once all is read bound nothing yet.
    boolean bounded = !asksModel || scoring.scores();
    ReadWaves.Result read =
        new ReadWaves(context, run, source)
            .read(Staged.NAME, scoring, known, PoolBounds.OPEN, bounded);
    Manifest settled = settle(run, Settlement.NAME, scoring, read, given);
    ScoreHistogram apart = given == null ? null : read.scores();
    if (!asksModel) {
      write(run, read, settled, settled, apart, "");
      return;
    }
    new Rescoring(context, "")
        .run(run, settled, scoring, read.bounds())
        .ifPresent(
            rescored ->
                write(run, read, settled, rescored.pool(), rescored.scores(), rescored.said()));
  }

  private void cascade(StageRun run, Distillation distillation, boolean asksModel) {
    Map<String, Double> missed = Map.of();
    for (int attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
      Optional<Tiers> made = distillation.tiers(attempt, missed);
      if (made.isEmpty()) {
        return;
      }
      Tiers tiers = made.get();
      // A sample of its own, for the last one has taught.
      String suffix = attempt == 1 ? "" : "-" + attempt;
      Scoring tiered = tiers.behind(scoring, Scoring.SAMPLE + suffix);
      ReadWaves.Result read =
          new ReadWaves(context, run, source)
              .read(
                  Staged.NAME + suffix,
                  tiered,
                  new ScoreHistogram(),
                  Funnel.of(context.settings()).before(distillation.rows()),
                  true);
      Manifest settled = settle(run, Settlement.NAME + suffix, tiered, read, null);
      Optional<Rescoring.Result> rescored = Optional.empty();
      Dataset<Row> answered = kept(settled);
      if (asksModel) {
        rescored = new Rescoring(context, suffix).run(run, settled, tiered, read.bounds());
        if (rescored.isEmpty()) {
          return;
        }
        answered = rescored.get().answered();
      }
      run.describe("audit the cascade");
      List<String> taught = new ArrayList<>(distillation.taught());
      missed.keySet().forEach(text -> taught.add(TextDraw.hash(text)));
      TierAudit audit = new TierAudit(answered, distillation.positiveFrom(), taught);
      TierAudit.Recall recall =
          audit.recall(
              context.settings().triage().recall(),
              tiers.words().triage() == null ? 0 : read.balance().droppedInWaves(),
              read.balance().droppedInWaves());
      if (attempt < MOST_ATTEMPTS
          && recall.words().exceeds(context.settings().triage().maxLoss())) {
        run.warn(
            "triage loses more positives than triage.max-loss allows, and is distilled anew with"
                + " what the audit found: "
                + recall.words().sentence());
        missed = audit.missed(context.settings().triage().distilSample());
        continue;
      }
      if (!tiers.words().asCertified() || tiers.words().triage() == null) {
        run.warn(tiers.words().sentence());
      }
      new ScanDatasets(context, run, scorer, modelHash).write(recall, distillation.teacher());
      String said = "; " + tiers.words().sentence() + " " + recall.said(distillation.teacher());
      write(
          run,
          read,
          settled,
          rescored.map(Rescoring.Result::pool).orElse(settled),
          rescored.map(Rescoring.Result::scores).orElseGet(() -> RaisedScores.of(kept(settled))),
          rescored.map(Rescoring.Result::said).orElse("") + said);
      distillation.end();
      return;
    }
  }

  private Dataset<Row> kept(Manifest settled) {
    return context.data().read(Settlement.SCHEMA, List.of(settled), Staged.part(Settlement.KEPT));
  }

  private Manifest settle(
      StageRun run, String name, Scoring used, ReadWaves.Result read, GivenScores given) {
    if (read.bounds().scoreFrom() == Double.POSITIVE_INFINITY) {
      run.warn(
          "more rows share the highest score than the pool's band may hold, so that the pool is its"
              + " random sample alone; are they copies of one text? Remove them, or raise"
              + " pool.max-items");
    }
    run.describe("settle");
    return run.stage(
        name,
        1,
        () -> {
          Dataset<Row> items =
              context.data().read(Staged.ITEM_SCHEMA, read.staged(), Staged.part(Staged.ITEM));
          if (given != null) {
            items = items.drop("score").join(given.frame(), "id", "left");
          } else if (!used.scores()) {
            // All alike until the model is asked.
            items = items.withColumn("score", lit(0.0));
          }
          return Settlement.settle(
              items, Admission.first(read.bounds(), context.settings().seed(), used.sample()));
        },
        Staged.OUTCOME);
  }

  private void write(
      StageRun run,
      ReadWaves.Result read,
      Manifest settled,
      Manifest pool,
      ScoreHistogram apart,
      String said) {
    long rejected =
        new ScanDatasets(context, run, scorer, modelHash)
            .write(read.staged(), settled, pool, apart);
    RowBalance balance = read.balance();
    balance.written(settled, pool, rejected);
    balance.check();
    balance.counts().forEach(run::count);
    run.note(balance.sentence() + said);
  }
}
