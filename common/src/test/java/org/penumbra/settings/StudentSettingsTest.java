package org.penumbra.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class StudentSettingsTest {

  @Test
  void hasTheDefaultsOfTheFile() {
    StudentSettings defaults = new SettingsLoader().load(List.of()).student();

    assertThat(defaults)
        .isEqualTo(
            new StudentSettings(
                StudentSettings.Kind.LINEAR,
                null,
                Duration.ofHours(2),
                List.of(),
                200.0,
                1e-4,
                2000,
                5,
                0.5,
                1.0,
                true));
  }

  @Test
  void takesEveryKey() {
    List<String> sets =
        List.of(
            "student.kind=external",
            "student.command=python3 tune.py",
            "student.command-timeout=3h",
            "student.hidden=[64, 8]",
            "student.l2=3",
            "student.tolerance=1e-6",
            "student.max-iterations=10",
            "student.folds=3",
            "student.ngram-weight=0",
            "student.ngram-l2=2",
            "student.score-input=false");

    StudentSettings changed = new SettingsLoader().load(sets).student();

    assertThat(changed)
        .isEqualTo(
            new StudentSettings(
                StudentSettings.Kind.EXTERNAL,
                "python3 tune.py",
                Duration.ofHours(3),
                List.of(64, 8),
                3.0,
                1e-6,
                10,
                3,
                0.0,
                2.0,
                false));
  }

  @Test
  void aRunTakesOnlyAStudentItCanTrain() {
    Settings external = new SettingsLoader().load(List.of("student.kind=external"));
    Settings linear = new SettingsLoader().load(List.of());

    assertThat(linear.requireOwnStudent()).isSameAs(linear);
    assertThatThrownBy(external::requireOwnStudent)
        .hasMessage(
            "Cannot run with student.kind = external: only simulate trains such a student. Set"
                + " student.kind to linear.");
  }
}
