package org.penumbra.settings;

/**
 * How a snapshot is held against a run.
 *
 * @param falseAlarmRate chance of any alarm where nothing changed, at least .0005, below 1
 * @param sample items of the snapshot that are looked at, at least 100
 * @param referenceSample items of the run that they are held against, at least 100
 */
public record DriftSettings(double falseAlarmRate, int sample, int referenceSample) {

  private static final double LEAST_RATE = 0.0005;

  static DriftSettings read(SettingsReader reader) {
    DriftSettings drift =
        new DriftSettings(
            reader.properShare("drift.false-alarm-rate"),
            reader.atLeast(100, "drift.sample"),
            reader.atLeast(100, "drift.reference-sample"));
    if (drift.falseAlarmRate < LEAST_RATE) {
      reader.conflict(
          "less than 0.0005 takes too many deals of the samples", "drift.false-alarm-rate");
    }
    return drift;
  }
}
