package org.penumbra.report.page;

import java.util.List;

/**
 * What the page of a run shows: figures, and samples of bounded size. Texts are as they may be seen
 * outside the run.
 *
 * @param headline what a reader meets first
 * @param rounds in order
 * @param arms other ways to spend as many labels, where the run compared them
 * @param items the texts that other parts speak of, by their place in this list
 * @param map a sample of the pool in two dimensions
 * @param cells cluster pairs, the most overlapping first
 * @param pairs a sample of the nearest opposite-label neighbours
 * @param raters how each rater answers
 * @param stages what each stage took, in order
 * @param rejects rows that were refused, by dataset and reason
 * @param spending on models, by what they were asked for
 * @param settings those that differ from the defaults
 * @param provenance what everything came from
 */
public record RunReport(
    Headline headline,
    List<RoundFigures> rounds,
    List<Arm> arms,
    List<ShownItem> items,
    PoolMap map,
    List<Cell> cells,
    List<ShownPair> pairs,
    List<Rater> raters,
    List<StageCost> stages,
    List<Reject> rejects,
    List<Spent> spending,
    List<Entry> settings,
    List<Entry> provenance) {

  public RunReport {
    rounds = List.copyOf(rounds);
    arms = List.copyOf(arms);
    items = List.copyOf(items);
    cells = List.copyOf(cells);
    pairs = List.copyOf(pairs);
    raters = List.copyOf(raters);
    stages = List.copyOf(stages);
    rejects = List.copyOf(rejects);
    spending = List.copyOf(spending);
    settings = List.copyOf(settings);
    provenance = List.copyOf(provenance);
  }

  /**
   * Rows that were refused.
   *
   * @param dataset that lists them
   * @param reason in a few words
   * @param rows how many
   */
  public record Reject(String dataset, String reason, long rows) {}

  /**
   * What models were paid for.
   *
   * @param service what was asked of them
   * @param requests how many
   * @param promptTokens read
   * @param completionTokens written
   * @param cost at the prices of the settings
   */
  public record Spent(
      String service, long requests, long promptTokens, long completionTokens, double cost) {}

  /**
   * A name with a value.
   *
   * @param name of a setting or of a thing
   * @param value in letters
   */
  public record Entry(String name, String value) {}
}
