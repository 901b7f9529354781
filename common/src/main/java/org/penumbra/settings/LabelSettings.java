package org.penumbra.settings;

import java.util.List;
import org.penumbra.label.ConsensusMethod;

/**
 * Who is asked, how their answers come in, and what becomes of them.
 *
 * @param uri directory or URI of the answers; null for the run's inbox
 * @param panel names of the raters; empty for numbered places
 * @param keyFile file with the secret of the raters' pseudonyms; null to keep names as given
 * @param raters raters per doubled item
 * @param doubledShare share of the batch, its audit items aside, that is doubled, in [0, 1]
 * @param kappaHalfWidth wanted of the interval of expert-expert kappa; null to go by the share
 * @param repeatShare share of a rater's items asked twice, in [0, 1]
 * @param dailyCap tasks per rater and day; 0 for no cap
 * @param calibrationFile items with known answers; null for none
 * @param calibrationPass share of them a rater must have right, in [0, 1]
 * @param consensus how one label comes of several answers
 * @param minPosterior below which a consensus is contested, in [0, 1]
 * @param adjudication what happens with contested items
 * @param givenDecisions past decisions, measured as weak labels; null for none
 * @param completeShare share of answers that completes a round, in [0, 1]
 */
public record LabelSettings(
    String uri,
    List<String> panel,
    String keyFile,
    int raters,
    double doubledShare,
    Double kappaHalfWidth,
    double repeatShare,
    int dailyCap,
    String calibrationFile,
    double calibrationPass,
    ConsensusMethod consensus,
    double minPosterior,
    Adjudication adjudication,
    String givenDecisions,
    double completeShare) {

  /** What happens with contested items. */
  public enum Adjudication {
    EXPORT,
    WAIT
  }

  public LabelSettings {
    panel = List.copyOf(panel);
  }

  static LabelSettings read(SettingsReader reader) {
    LabelSettings settings =
        new LabelSettings(
            reader.optionalUri("label.uri"),
            reader.texts("label.panel"),
            reader.optionalText("label.key-file"),
            reader.atLeast(1, "label.raters"),
            reader.share("label.doubled-share"),
            reader.optionalProperShare("label.kappa-half-width"),
            reader.share("label.repeat-share"),
            reader.atLeast(0, "label.daily-cap"),
            reader.optionalUri("label.calibration-file"),
            reader.share("label.calibration-pass"),
            reader.choice("label.consensus", ConsensusMethod.class),
            reader.share("label.min-posterior"),
            reader.choice("label.adjudication", Adjudication.class),
            reader.optionalUri("label.given-decisions"),
            reader.share("label.complete-share"));
    if (!settings.panel.isEmpty() && settings.keyFile == null) {
      reader.conflict(
          "names people, whose names do not belong in datasets: set label.key-file to a file with a"
              + " secret, such as one made by 'openssl rand -hex 32'",
          "label.panel");
    }
    if (!settings.panel.isEmpty() && settings.panel.size() < settings.raters) {
      reader.conflict(
          "has %d raters, label.raters asks for %d on one item"
              .formatted(settings.panel.size(), settings.raters),
          "label.panel");
    }
    return settings;
  }
}
