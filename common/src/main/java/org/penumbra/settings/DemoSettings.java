package org.penumbra.settings;

/**
 * The demo's size.
 *
 * @param items ads in the corpus, at least 100
 * @param rounds rounds
 * @param budget items per round, at least 4
 * @param holdoutItems items of the natural-prevalence holdout
 */
public record DemoSettings(int items, int rounds, int budget, int holdoutItems) {

  static DemoSettings read(SettingsReader reader) {
    return new DemoSettings(
        reader.atLeast(100, "demo.items"),
        reader.atLeast(1, "demo.rounds"),
        reader.atLeast(4, "demo.budget"),
        reader.atLeast(1, "demo.holdout-items"));
  }
}
