package org.penumbra.agree;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The whole table of docs/agreement.md. It takes minutes, so its name keeps it out of the tests
 * that run by themselves: {@code mvn -pl common test -Dtest=CoverageGrid} writes
 * common/target/coverage.md; {@code -Dcoverage=2000} takes so many samples a row.
 */
class CoverageGrid {

  private static final Path TABLE = Path.of("target", "coverage.md");
  private static final int REPLICATES = 400;

  @Test
  void theWholeGrid() throws IOException {
    int samples = Integer.getInteger("coverage", 1000);
    List<String> lines = new ArrayList<>();
    lines.add(
        "| kappa | positive | items | raters | items a group | standard error | percentile | BCa |"
            + " goodness of fit | caution |");
    lines.add("|---|---|---|---|---|---|---|---|---|---|");
    for (int groupSize : new int[] {1, 2}) {
      for (int raters : new int[] {2, 3, 5}) {
        for (double prevalence : new double[] {.05, .4}) {
          for (int items : new int[] {100, 300, 1000}) {
            for (double kappa : new double[] {.3, .5, .7, .9}) {
              lines.add(
                  line(new KappaSimulation(kappa, prevalence, items, raters, groupSize), samples));
            }
          }
        }
      }
    }
    Files.write(TABLE, lines);
    assertThat(lines).hasSize(2 + 144);
  }

  private static String line(KappaSimulation simulation, int samples) {
    StringBuilder line = new StringBuilder();
    line.append(
        String.format(
            Locale.ROOT,
            "| %.1f | %.0f %% | %d | %d | %d |",
            simulation.kappa(),
            100 * simulation.prevalence(),
            simulation.items(),
            simulation.raters(),
            simulation.groupSize()));
    Map<Coverage.Method, Double> shares =
        Coverage.of(simulation, samples, REPLICATES, Coverage.Method.values());
    for (double share : shares.values()) {
      line.append(
          Double.isNaN(share) ? " |" : String.format(Locale.ROOT, " %.1f %% |", 100 * share));
    }
    boolean cautioned =
        KappaCaution.of(simulation.items(), simulation.prevalence(), simulation.kappa())
            .isPresent();
    return line.append(cautioned ? " yes |" : " |").toString();
  }
}
