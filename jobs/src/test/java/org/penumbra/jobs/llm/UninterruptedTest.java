package org.penumbra.jobs.llm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.penumbra.jobs.state.LocalStore;

class UninterruptedTest {

  private static final byte[] PAID = "paid".getBytes(UTF_8);

  @TempDir private Path folder;

  @AfterEach
  void clear() {
    boolean unused = Thread.interrupted();
  }

  @Test
  void anInterruptedTaskKeepsWhatItPaidFor() {
    LocalStore store = new LocalStore(folder);
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> store.put("answers", PAID))
        .hasCauseInstanceOf(ClosedByInterruptException.class);

    String name =
        Uninterrupted.call(
            () -> {
              store.put("answers", PAID);
              return "answers";
            });

    assertThat(store.read(name)).hasValueSatisfying(kept -> assertThat(kept).isEqualTo(PAID));
    assertThat(Thread.currentThread().isInterrupted()).isTrue();
  }

  @Test
  void anInterruptThatComesLaterIsKeptToo() {
    Thread task = Thread.currentThread();

    String brought =
        Uninterrupted.call(
            () -> {
              task.interrupt();
              return "brought";
            });

    assertThat(brought).isEqualTo("brought");
    assertThat(task.isInterrupted()).isTrue();
  }

  @Test
  void failuresPass() {
    IllegalStateException failure = new IllegalStateException("no space");

    assertThatThrownBy(
            () ->
                Uninterrupted.call(
                    () -> {
                      throw failure;
                    }))
        .isSameAs(failure);
  }
}
