package org.penumbra.settings;

/**
 * What a batch is made of.
 *
 * @param strategy how items are chosen
 * @param budget items per round, at least 4
 * @param auditShare share of the budget for the audit, in [0, 1]
 * @param topShare share of the budget for the top scores, in [0, 1]
 * @param reaskShare most of the budget for items labelled under an earlier guideline, in [0, 1]
 * @param candidates candidates per wanted pair or item
 * @param seeds path or URI of Parquet of items to be asked about first; null for none
 * @param seedShare most of the budget for them, in [0, 1]
 * @param blocklist path or URI of a list of items that are never asked about; null for none
 */
public record SelectSettings(
    Strategy strategy,
    int budget,
    double auditShare,
    double topShare,
    double reaskShare,
    int candidates,
    String seeds,
    double seedShare,
    String blocklist) {

  /** The method itself, and the baselines it is held against. */
  public enum Strategy {
    RECIPE,
    RANDOM,
    TOP_SCORED,
    MARGIN
  }

  static SelectSettings read(SettingsReader reader) {
    SelectSettings select =
        new SelectSettings(
            reader.choice("select.strategy", Strategy.class),
            reader.atLeast(4, "select.budget"),
            reader.share("select.audit-share"),
            reader.share("select.top-share"),
            reader.share("select.reask-share"),
            reader.atLeast(1, "select.candidates"),
            reader.optionalUri("select.seeds"),
            reader.share("select.seed-share"),
            reader.optionalUri("select.blocklist"));
    if (select.auditShare + select.topShare > 1) {
      reader.conflict(
          "select.audit-share "
              + select.auditShare
              + " and select.top-share "
              + select.topShare
              + " add up to more than 1",
          "select.audit-share",
          "select.top-share");
    }
    return select;
  }
}
