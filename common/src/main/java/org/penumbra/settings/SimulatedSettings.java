package org.penumbra.settings;

/**
 * Simulated raters.
 *
 * @param expertKappa pairwise kappa among experts, in [0, 1]
 */
public record SimulatedSettings(double expertKappa) {

  static SimulatedSettings read(SettingsReader reader) {
    return new SimulatedSettings(reader.share("simulated.expert-kappa"));
  }
}
