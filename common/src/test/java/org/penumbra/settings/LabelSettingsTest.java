package org.penumbra.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.penumbra.UserException;
import org.penumbra.label.ConsensusMethod;

class LabelSettingsTest {

  @Test
  void hasTheDefaultsOfTheFile() {
    LabelSettings defaults = new SettingsLoader().load(List.of()).label();

    assertThat(defaults)
        .isEqualTo(
            new LabelSettings(
                null,
                List.of(),
                null,
                2,
                1.0,
                null,
                0.0,
                0,
                null,
                0.8,
                ConsensusMethod.MAJORITY,
                0.7,
                LabelSettings.Adjudication.EXPORT,
                null,
                1.0));
  }

  @Test
  void takesEveryKey() {
    List<String> sets =
        List.of(
            "label.uri=inbox",
            "label.panel=[\"ann@example.org\", bob, \"cy, the third\"]",
            "label.key-file=rater.key",
            "label.raters=3",
            "label.doubled-share=0.5",
            "label.kappa-half-width=0.1",
            "label.repeat-share=0.05",
            "label.daily-cap=120",
            "label.calibration-file=known.jsonl",
            "label.calibration-pass=0.9",
            "label.consensus=dawid-skene",
            "label.min-posterior=0.8",
            "label.adjudication=wait",
            "label.given-decisions=s3a://appeals/decided",
            "label.complete-share=0.9");

    LabelSettings changed = new SettingsLoader().load(sets).label();

    assertThat(changed)
        .isEqualTo(
            new LabelSettings(
                "inbox",
                List.of("ann@example.org", "bob", "cy, the third"),
                "rater.key",
                3,
                0.5,
                0.1,
                0.05,
                120,
                "known.jsonl",
                0.9,
                ConsensusMethod.DAWID_SKENE,
                0.8,
                LabelSettings.Adjudication.WAIT,
                "s3a://appeals/decided",
                0.9));
  }

  @Test
  void keepsNamesOfPeopleOutOfDatasets() {
    assertThatThrownBy(() -> new SettingsLoader().load(List.of("label.panel=[ann, bob]")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(
            "--set: label.panel: names people, whose names do not belong in datasets: set"
                + " label.key-file to a file with a secret, such as one made by 'openssl rand -hex"
                + " 32'");
  }

  @Test
  void refusesAPanelThatCannotDoubleAnItem() {
    List<String> sets = List.of("label.panel=[ann]", "label.key-file=k", "label.raters=2");

    assertThatThrownBy(() -> new SettingsLoader().load(sets))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("label.panel: has 1 raters, label.raters asks for 2 on one item");
  }

  @Test
  void refusesWhatIsNoListOfTexts() {
    assertThatThrownBy(() -> new SettingsLoader().load(List.of("label.panel=ann")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(
            "label.panel: found \"ann\", expected a list of texts, such as [one, two]");
    assertThatThrownBy(() -> new SettingsLoader().load(List.of("label.panel=[[a], b]")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("expected a list of texts, such as [one, two]");
  }
}
