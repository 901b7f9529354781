package org.penumbra.study.summary;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.penumbra.Interval;

/**
 * Writes to {@code common/target/contrast-coverage.md} how often the 95 % interval of a contrast
 * holds the true difference, were the data sets a sample of all there are. It takes a minute, so it
 * runs only when it is named:
 *
 * <pre>mvn -pl common test -Dtest=ContrastCoverageGrid -Dstudies=1000</pre>
 */
class ContrastCoverageGrid {

  private static final Path TABLE = Path.of("target/contrast-coverage.md");
  private static final double TRUE = .05;
  private static final double BETWEEN_SEEDS = .03;
  private static final int SEEDS = 10;
  private static final int REPLICATES = 500;

  @Test
  void writesTheTable() throws IOException {
    int studies = Integer.getInteger("studies", 1000);
    StringBuilder table =
        new StringBuilder(
            "| data sets | sd between data sets | hierarchical | seeds alone |\n"
                + "|---:|---:|---:|---:|\n");
    for (int datasets : new int[] {2, 4, 6, 12, 24}) {
      for (double between : new double[] {0, .01, .03}) {
        table.append(
            String.format(
                Locale.ROOT,
                "| %d | %.2f | %.3f | %.3f |%n",
                datasets,
                between,
                coverage(studies, datasets, between, true),
                coverage(studies, datasets, between, false)));
      }
    }
    Files.writeString(TABLE, table);
    assertThat(TABLE).content().hasLineCount(17);
  }

  private static double coverage(
      int studies, int datasets, double between, boolean datasetsAreDrawn) {
    return IntStream.range(0, studies)
            .filter(study -> interval(study, datasets, between, datasetsAreDrawn).contains(TRUE))
            .count()
        / (double) studies;
  }

  private static Interval interval(
      int study, int datasets, double between, boolean datasetsAreDrawn) {
    Random random = new Random(study);
    SortedMap<Cell, SortedMap<Long, Double>> differences = new TreeMap<>();
    for (int dataset = 0; dataset < datasets; dataset++) {
      double level = TRUE + between * random.nextGaussian();
      SortedMap<Long, Double> ofSeeds = new TreeMap<>();
      for (long seed = 0; seed < SEEDS; seed++) {
        // Without data sets to draw, the seeds of one have nothing to do with those of another.
        ofSeeds.put(
            datasetsAreDrawn ? seed : (long) dataset * SEEDS + seed,
            level + BETWEEN_SEEDS * random.nextGaussian());
      }
      // As cells of one data set they all stay, and only seeds are drawn.
      String name = datasetsAreDrawn ? "d" + dataset : "one";
      differences.put(new Cell(name, (dataset + 1) / 100.0), ofSeeds);
    }
    return new HierarchicalBootstrap(study, REPLICATES).interval(differences);
  }
}
