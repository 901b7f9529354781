package org.penumbra.jobs.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.penumbra.UserException;

/** What is said of a machine whose native libraries do not run. */
class PreflightTest {

  private static final Runnable UNLINKED =
      () -> {
        throw new UnsatisfiedLinkError("libonnxruntime.so: ld-linux-x86-64.so.2: not found");
      };

  @Test
  void namesTheMachineThatIsNeeded() {
    String failure = Preflight.failure(UNLINKED, true);

    assertThatThrownBy(() -> Preflight.requireNone(failure))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot run the encoder on an executor: java.lang.UnsatisfiedLinkError:"
                + " libonnxruntime.so: ld-linux-x86-64.so.2: not found. Penumbra's native libraries"
                + " need Linux x86-64 with glibc and AVX2 on every node.");
  }

  @Test
  void hasNothingToSayWhereTheyRun() {
    assertThat(Preflight.failure(() -> {}, true)).isEmpty();
    assertThatCode(() -> Preflight.requireNone("")).doesNotThrowAnyException();
  }

  @Test
  void leavesFailuresOfAServerToTheServer() {
    assertThatThrownBy(() -> Preflight.failure(UNLINKED, false))
        .isInstanceOf(UnsatisfiedLinkError.class);
  }
}
