package org.penumbra.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.penumbra.UserException;
import org.penumbra.jobs.spark.LocalSpark;
import org.penumbra.jobs.stage.StageResult;

/** Forgetting is ended by the next call, wherever the machine died. */
@ExtendWith({LocalSpark.class, FinishedLoop.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KilledForgetTest {

  @TempDir private Path folder;

  private FinishedLoop.Rounds loop;
  private Erasure erasure;
  private TestRun run;
  private String asked;
  private String paired;

  /** What a call that nothing disturbed leaves; made once. */
  private SortedMap<String, List<String>> undisturbed;

  @BeforeEach
  void copy(FinishedLoop.Rounds finished) {
    loop = finished;
    erasure = Erasure.copy(loop, folder.resolve("run"));
    run = erasure.run();
    asked = erasure.asked();
    paired = erasure.paired();
  }

  @ParameterizedTest
  @CsvSource({
    "begun.json, 1, AFTER",
    "exports, 4, AFTER",
    "inbox, 3, AFTER",
    "manifests, 5, AFTER",
    "_state/forgotten/000001.json, 1, AFTER"
  })
  void isEndedByTheNextCallWhereverItWasKilled(
      String part, int change, StumblingStore.Moment moment) {
    assertThatThrownBy(() -> stumble(part, change, moment, asked, paired)).hasMessage("killed");

    erasure.forget(asked, paired);

    assertThat(erasure.content()).isEqualTo(undisturbed());
    assertThat(erasure.filesThatHold(asked)).isEmpty();
    assertThat(erasure.filesThatHold(paired)).isEmpty();
    assertThat(run.folder().resolve("_state/forgotten").toFile().list())
        .contains("000001.json")
        .doesNotContain("000001-begun.json");
  }

  /** Before its first change, then before its second, and so on. */
  @Test
  void isEndedThoughKilledAgainAndAgain() {
    int kills = 0;
    while (kills < 100) {
      try {
        stumble("", kills + 1, StumblingStore.Moment.BEFORE, asked);
        break;
      } catch (IllegalStateException e) {
        assertThat(e).hasMessage("killed");
        kills++;
      }
    }

    assertThat(kills).isBetween(5, 99);
    assertThat(erasure.filesThatHold(asked)).isEmpty();
    Erasure once = Erasure.copy(loop, folder.resolve("once"));
    once.forget(asked);
    assertThat(erasure.content()).isEqualTo(once.content());
  }

  @Test
  void letsNoStageRunOnARunThatIsHalfForgotten() {
    assertThatThrownBy(() -> stumble("manifests", 2, StumblingStore.Moment.BEFORE, asked))
        .hasMessage("killed");

    assertThatThrownBy(() -> run.round(2))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot run a stage: items are being forgotten, and that is not done yet. End it with"
                + " ./submit.sh forget; it needs no ids for that.");

    erasure.forget();
    assertThat(run.output()).contains("an earlier call was begun and is done now: 1 ids forgotten");
    assertThat(run.round(2).status()).isEqualTo(StageResult.Status.DONE_BEFORE);
    assertThat(erasure.filesThatHold(asked)).isEmpty();
  }

  private SortedMap<String, List<String>> undisturbed() {
    if (undisturbed == null) {
      Erasure once = Erasure.copy(loop, folder.resolve("once"));
      once.forget(asked, paired);
      undisturbed = once.content();
    }
    return undisturbed;
  }

  private void stumble(String part, int change, StumblingStore.Moment moment, String... ids) {
    erasure.forget(
        context ->
            FailingStore.with(context, StumblingStore.at(context.store(), part, change, moment)),
        ids);
  }
}
