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
 * The tables of docs/agreement.md. They take minutes, so the name keeps them out of the tests that
 * run by themselves: {@code mvn -pl common test -Dtest=CoverageGrid} writes
 * common/target/coverage.md and coverage-model.md; {@code -Dcoverage=2000} takes so many samples a
 * row.
 */
class CoverageGrid {

  private static final Path RATERS = Path.of("target", "coverage.md");
  private static final Path MODEL = Path.of("target", "coverage-model.md");
  private static final int REPLICATES = 400;

  private final int samples = Integer.getInteger("coverage", 1000);

  @Test
  void ratersAmongOneAnother() throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add(
        "| kappa | positive | items | raters | items a group | standard error | percentile | BCa |"
            + " profile | caution |");
    lines.add("|---|---|---|---|---|---|---|---|---|---|");
    for (int groupSize : new int[] {1, 2}) {
      for (int raters : new int[] {2, 3, 5}) {
        for (double prevalence : new double[] {.05, .4}) {
          for (int items : new int[] {100, 300, 1000}) {
            for (double kappa : new double[] {.3, .5, .7, .9}) {
              lines.add(line(new KappaSimulation(kappa, prevalence, items, raters, groupSize)));
            }
          }
        }
      }
    }
    Files.write(RATERS, lines);
    assertThat(lines).hasSize(2 + 144);
  }

  @Test
  void aModelWithALeaningAmongRaters() throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add(
        "| kappa | positive | by the model | items | raters | items a group | profile | caution |");
    lines.add("|---|---|---|---|---|---|---|---|");
    double[][] leanings = {{.95, .5}, {.95, .15}, {.6, .01}, {.3, 0}};
    for (int groupSize : new int[] {1, 2}) {
      for (int raters : new int[] {1, 3}) {
        for (double prevalence : new double[] {.05, .4}) {
          for (int items : new int[] {100, 300, 1000}) {
            for (double[] model : leanings) {
              lines.add(
                  line(
                      new ModelSimulation(
                          prevalence, items, raters, groupSize, model[0], model[1])));
            }
          }
        }
      }
    }
    Files.write(MODEL, lines);
    assertThat(lines).hasSize(2 + 96);
  }

  private String line(KappaSimulation simulation) {
    return String.format(
            Locale.ROOT,
            "| %.1f | %.0f %% | %d | %d | %d |",
            simulation.kappa(),
            100 * simulation.prevalence(),
            simulation.items(),
            simulation.raters(),
            simulation.groupSize())
        + shares(Coverage.of(simulation, samples, REPLICATES, Coverage.Method.values()))
        + caution(simulation.items(), simulation.prevalence(), simulation.kappa());
  }

  private String line(ModelSimulation simulation) {
    return String.format(
            Locale.ROOT,
            "| %.2f | %.0f %% | %.0f %% | %d | %d | %d |",
            simulation.kappa(),
            100 * simulation.raterShare(),
            100 * simulation.modelShare(),
            simulation.items(),
            simulation.raters(),
            simulation.groupSize())
        + shares(Coverage.of(simulation, samples, 1, Coverage.Method.PROFILE))
        + caution(simulation.items(), simulation.raterShare(), simulation.kappa());
  }

  private static String shares(Map<Coverage.Method, Double> shares) {
    StringBuilder line = new StringBuilder();
    for (double share : shares.values()) {
      line.append(
          Double.isNaN(share) ? " |" : String.format(Locale.ROOT, " %.1f %% |", 100 * share));
    }
    return line.toString();
  }

  private static String caution(int items, double prevalence, double kappa) {
    return KappaCaution.of(items, prevalence, kappa).isPresent() ? " yes |" : " |";
  }
}
