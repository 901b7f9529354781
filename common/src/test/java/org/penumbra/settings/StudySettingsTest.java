package org.penumbra.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
                List.of(),
                List.of(),
                Duration.ofMinutes(10),
                20,
                5,
                50,
                List.of(50, 100, 100, 100, 50),
                0,
                .3,
                8,
                150,
                4));
  }

  @Test
  void refusesACommandWithoutAName() {
    assertThatThrownBy(
            () -> new SettingsLoader().load(List.of("study.commands=[\"python3 choose.py\"]")))
        .hasMessageContaining("study.commands")
        .hasMessageContaining("a list such as [\"mine: python3 choose.py\"]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select.budget=5",
        "pair.max-pairs=5",
        "cluster.iterations=3",
        "scorer.kind=llm",
        "seed=3",
        "study.seeds=2"
      })
  void refusesAVariantOfWhatNoPlayReads(String set) {
    assertThatThrownBy(
            () -> new SettingsLoader().load(List.of("study.variants=[\"other: " + set + "\"]")))
        .hasMessageContaining("select.audit-share, select.top-share, scorer.prevalence");
  }

  @Test
  void takesEveryKey() {
    List<String> sets =
        List.of(
            "study.corpora=[a.conf]",
            "study.prevalences=[0.1, 0.2]",
            "study.strategies=[margin]",
            "study.variants=[\"plain: student.ngram-weight=0; pair.neighbours = 5\"]",
            "study.commands=[\"mine:  python3 choose.py a:b\"]",
            "study.command-timeout=30s",
            "study.dimensions=16",
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
                List.of(
                    new StudyVariant(
                        "plain", List.of("student.ngram-weight=0", "pair.neighbours = 5"))),
                List.of(new StudyCommand("mine", "python3 choose.py a:b")),
                Duration.ofSeconds(30),
                2,
                1,
                20,
                List.of(10),
                16,
                .5,
                3,
                10,
                1));
  }

  @Test
  void aVariantsSettingsGoOverThoseInForce() {
    SettingsLoader loader = new SettingsLoader();
    Settings base = loader.load(List.of("study.variants=[\"a: student.l2=7\"]", "student.folds=3"));

    Settings changed = loader.load(base, base.study().variants().get(0).sets());

    assertThat(changed.student().l2()).isEqualTo(7);
    assertThat(changed.student().folds()).isEqualTo(3);
    assertThat(changed.study()).isEqualTo(base.study());
  }

  @Test
  void refusesAVariantThatCannotBe() {
    for (String variant :
        List.of("student.l2=7", "a: seed=7", "a: student.l2", "A: student.l2=7")) {
      assertThatThrownBy(
              () -> new SettingsLoader().load(List.of("study.variants=[\"" + variant + "\"]")))
          .hasMessageContaining("study.variants")
          .hasMessageContaining("expected a list such as [\"no-ngrams: student.ngram-weight=0\"]");
    }
  }
}
