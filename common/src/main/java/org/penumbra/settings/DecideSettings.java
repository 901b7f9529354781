package org.penumbra.settings;

/**
 * When to stop; kappas and shares are in [0, 1].
 *
 * @param margin how far model-expert kappa may lie below expert-expert kappa
 * @param floor expert-expert kappa under which labels are too noisy
 * @param maxUnsure share of unsure answers above which labels are too noisy
 * @param minDoubled fewest doubled items
 * @param flatGain gain per round under which a round is flat
 * @param flatBound upper bound of the gain over two rounds
 * @param plannedLooks rounds the bounds are adjusted for
 * @param maxAnswers answers the budget holds
 */
public record DecideSettings(
    double margin,
    double floor,
    double maxUnsure,
    int minDoubled,
    double flatGain,
    double flatBound,
    int plannedLooks,
    int maxAnswers) {

  static DecideSettings read(SettingsReader reader) {
    return new DecideSettings(
        reader.share("decide.margin"),
        reader.share("decide.floor"),
        reader.share("decide.max-unsure"),
        reader.atLeast(1, "decide.min-doubled"),
        reader.share("decide.flat-gain"),
        reader.share("decide.flat-bound"),
        reader.atLeast(1, "decide.planned-looks"),
        reader.atLeast(1, "decide.max-answers"));
  }
}
