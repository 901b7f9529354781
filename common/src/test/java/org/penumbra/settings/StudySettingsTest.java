package org.penumbra.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StudySettingsTest {

  @Test
  void hasTheDefaultsOfTheFile() {
    StudySettings defaults = new SettingsLoader().load(List.of()).study();

    assertThat(defaults)
        .isEqualTo(
            new StudySettings(
                List.of(),
                List.of(.05),
                List.of(),
                20,
                5,
                50,
                List.of(50, 100, 100, 100, 50),
                .3,
                8,
                150,
                4));
  }

  @Test
  void takesEveryKey() {
    List<String> sets =
        List.of(
            "study.corpora=[a.conf]",
            "study.prevalences=[0.1, 0.2]",
            "study.strategies=[margin]",
            "study.seeds=2",
            "study.other-seeds=1",
            "study.cold-start=20",
            "study.batches=[10]",
            "study.test-share=0.5",
            "study.examples=3",
            "study.min-positives=10",
            "study.wave-draws=1");

    StudySettings changed = new SettingsLoader().load(sets).study();

    assertThat(changed)
        .isEqualTo(
            new StudySettings(
                List.of("a.conf"),
                List.of(.1, .2),
                List.of("margin"),
                2,
                1,
                20,
                List.of(10),
                .5,
                3,
                10,
                1));
  }
}
