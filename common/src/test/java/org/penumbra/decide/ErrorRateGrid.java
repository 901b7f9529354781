package org.penumbra.decide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * Writes the table of error rates in docs/method.md to {@code common/target/decide-errors.md}. It
 * takes long, so it runs only when it is named:
 *
 * <pre>mvn -pl common test -Dtest=ErrorRateGrid -Dstudies=500</pre>
 */
class ErrorRateGrid {

  private static final int REPLICATES = 1000;
  private static final Path TABLE = Path.of("target/decide-errors.md");

  @Test
  void writesTheTable() throws IOException {
    int studies = Integer.getInteger("studies", 500);
    StringBuilder table = new StringBuilder();
    table.append(
        "| true | gate met | labels_too_noisy | reached | flat | not_enough_evidence, last |"
            + " go_on, last |\n|---|---|---|---|---|---|---|\n");
    for (Study study : ErrorRates.studies()) {
      ErrorRates rates = ErrorRates.of(study, studies, REPLICATES);
      table.append(
          String.format(
              Locale.ROOT,
              "| %s | %.3f | %.3f | %.3f | %.3f | %.3f | %.3f |%n",
              study.name(),
              rates.ever(Gate.Status.MET),
              rates.ever(Verdict.LABELS_TOO_NOISY),
              rates.ever(Verdict.REACHED),
              rates.ever(Verdict.FLAT),
              rates.atLast(Verdict.NOT_ENOUGH_EVIDENCE),
              rates.atLast(Verdict.GO_ON)));
      Files.writeString(TABLE, table);
    }
    assertThat(TABLE).content().hasLineCount(ErrorRates.studies().size() + 2);
  }
}
