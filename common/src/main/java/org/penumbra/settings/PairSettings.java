package org.penumbra.settings;

/**
 * Nearest opposite-label neighbours.
 *
 * @param neighbours neighbours kept per item
 * @param negativeShare reach of near-boundary negatives, in prevalences, above 0
 * @param nearDuplicate cosine of near-duplicates, in [0, 1]
 * @param sparsestShare share of items too isolated to pair, in [0, 1]
 * @param maxPairs most pairs
 * @param mostCells overlapping clusters a positive is looked up in
 * @param exactProducts products within one negative cluster up to which the search is exact, above
 *     0
 */
public record PairSettings(
    int neighbours,
    double negativeShare,
    double nearDuplicate,
    double sparsestShare,
    int maxPairs,
    int mostCells,
    double exactProducts) {

  static PairSettings read(SettingsReader reader) {
    return new PairSettings(
        reader.atLeast(1, "pair.neighbours"),
        reader.positive("pair.negative-share"),
        reader.share("pair.near-duplicate"),
        reader.share("pair.sparsest-share"),
        reader.atLeast(1, "pair.max-pairs"),
        reader.atLeast(1, "pair.most-cells"),
        reader.positive("pair.exact-products"));
  }
}
