package org.penumbra.settings;

/**
 * Which policy a run is about.
 *
 * @param file path of the policy's file; null when unset
 */
public record PolicySettings(String file) {

  static PolicySettings read(SettingsReader reader) {
    return new PolicySettings(reader.optionalText("policy.file"));
  }
}
