package org.penumbra.settings;

/**
 * Simulated raters.
 *
 * @param raters raters per panel
 * @param expertKappa pairwise kappa among experts, in [0, 1]
 * @param crowdKappa pairwise kappa among the crowd, in [0, 1]
 */
public record SimulatedSettings(int raters, double expertKappa, double crowdKappa) {

  static SimulatedSettings read(SettingsReader reader) {
    return new SimulatedSettings(
        reader.atLeast(1, "simulated.raters"),
        reader.share("simulated.expert-kappa"),
        reader.share("simulated.crowd-kappa"));
  }
}
