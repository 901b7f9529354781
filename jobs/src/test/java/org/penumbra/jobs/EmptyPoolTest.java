package org.penumbra.jobs;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.penumbra.UserException;
import org.penumbra.jobs.state.DataFile;
import org.penumbra.jobs.state.Manifest;

/** A corpus without a row that could be read, such as a header alone. */
class EmptyPoolTest {

  @Test
  void isSaidBeforeThereIsAnythingToCluster() {
    assertThatThrownBy(() -> ClusterJob.requireItems(List.of(scores(0), scores(0))))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot cluster: the pool holds no item. The scan's line says what became of the rows,"
                + " the dataset rejects why they were refused; check corpus.uri, and that corpus.text"
                + " names the column with the texts. Then start a new run, or scan with --again.");
  }

  @Test
  void isNoneWhereAnyWaveHasItems() {
    assertThatCode(() -> ClusterJob.requireItems(List.of(scores(0), scores(3))))
        .doesNotThrowAnyException();
  }

  private static Manifest scores(long rows) {
    return new Manifest("scores", 1, 1, "s", List.of(new DataFile("s/a", rows, 1)));
  }
}
