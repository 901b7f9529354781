package org.penumbra.settings;

/**
 * Where a run lives.
 *
 * @param uri directory or URI of the run; null for the default
 */
public record RunSettings(String uri) {

  static RunSettings read(SettingsReader reader) {
    return new RunSettings(reader.optionalUri("run.uri"));
  }

  /** The run's directory or URI: the one that was set, else {@code runs/<policy id>}. */
  public String uriFor(String policyId) {
    return uri == null ? "runs/" + policyId : uri;
  }
}
