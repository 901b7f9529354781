package org.penumbra.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MachineFaultTest {

  @ParameterizedTest
  @ValueSource(strings = {"No space left on device", "Disk quota exceeded"})
  void saysWhatToDoAboutAFullDisk(String said) {
    Throwable failure =
        new IllegalStateException("stage", new UncheckedIOException(new IOException(said)));

    assertThat(MachineFault.within(failure))
        .hasMessage(
            "Cannot write: "
                + said
                + ". Make room where the run lies and in Spark's scratch folder (spark.local.dir,"
                + " /tmp by itself), and give the same command again: what is done stays done.");
  }

  @Test
  void findsItInWhatSparkSaysOfATask() {
    Throwable failure =
        new IllegalStateException(
            "Job aborted due to stage failure: Task 0 failed: java.io.IOException: No space left on"
                + " device\n\tat java.base");

    assertThat(MachineFault.within(failure)).isNotNull();
  }

  @Test
  void saysWhatToDoAboutAPortThatIsTaken() {
    Throwable failure =
        new BindException(
            "Address already in use: Service 'SparkUI' failed after 0 retries (starting from 4040)!"
                + " Consider explicitly setting the appropriate port");

    assertThat(MachineFault.within(failure))
        .hasMessage(
            "Cannot open a port: Address already in use: Service 'SparkUI' failed after 0 retries"
                + " (starting from 4040). Another process has it: give another number to the setting"
                + " of Spark that fixes it (spark.ui.port, spark.driver.port), or leave it out and a"
                + " free one is taken.");
  }

  @Test
  void leavesOtherFailuresToWhatTheySay() {
    assertThat(MachineFault.within(new IllegalStateException((String) null))).isNull();
  }
}
