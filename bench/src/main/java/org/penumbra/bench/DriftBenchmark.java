package org.penumbra.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.penumbra.Interval;
import org.penumbra.cluster.Assignment;
import org.penumbra.cluster.Centroids;
import org.penumbra.cluster.LloydClusterer;
import org.penumbra.drift.AuditRates;
import org.penumbra.drift.DriftCheck;
import org.penumbra.drift.DriftFindings;
import org.penumbra.drift.DriftItems;
import org.penumbra.drift.Finding;
import org.penumbra.drift.TwoSamples;
import org.penumbra.embed.NativeCache;
import org.penumbra.embed.NativeProducts;
import org.penumbra.embed.Vectors;
import org.penumbra.score.AuditEstimate;
import org.penumbra.simulate.Ad;
import org.penumbra.simulate.AdCorpus;

/**
 * How often {@code drift} raises an alarm where nothing changed, and where a theme was planted that
 * is worded unlike anything in the corpus. Samples are drawn anew from a fixed, encoded set of made
 * ads; a theme's messages come from the texts of {@link PlantedTheme}.
 */
final class DriftBenchmark implements Benchmark {

  private static final int ADS = 40_000;
  private static final int MESSAGES = 400;
  private static final int CLUSTERS = 60;
  private static final int FIT = 4_000;
  private static final int AUDIT = 125;
  private static final int SAME = 200;
  private static final int SAME_ITEMS = 2_000;
  private static final int PLANTED = 6;
  private static final double RATE = 0.05;
  private static final double[] SHARES = {.001, .003, .01};
  private static final long SEED = 17;

  @Override
  public String name() {
    return "drift";
  }

  @Override
  public String title() {
    return "Drift: false alarms, and themes found";
  }

  @Override
  public ResultTable run(BenchInput input) throws Exception {
    NativeProducts.unpackTo(NativeCache::librariesOwn);
    List<Ad> ads = AdCorpus.fromResources().generate(ADS, SEED).toList();
    Corpus corpus =
        new Corpus(ads, vectors(input, "ads", ads.stream().map(Ad::text).toList()), themes(input));
    ResultTable table =
        new ResultTable(
            "snapshot",
            "items of run + snapshot",
            "snapshots",
            "alarm [95 %]",
            "scores",
            "clusters",
            "regions",
            "prevalence",
            "theme found");
    int same = input.items().orElse(SAME);
    table.row(corpus.play("no change", same, SAME_ITEMS, 0));
    for (double share : SHARES) {
      String name = String.format(Locale.ROOT, "%.1f %% of a new theme", 100 * share);
      table.row(corpus.play(name, PLANTED, ADS / 2, share));
    }
    return table;
  }

  private static Map<PlantedTheme, float[][]> themes(BenchInput input) throws IOException {
    Map<PlantedTheme, float[][]> themes = new EnumMap<>(PlantedTheme.class);
    for (PlantedTheme theme : PlantedTheme.values()) {
      SplittableRandom random = new SplittableRandom(SEED);
      List<String> texts = IntStream.range(0, MESSAGES).mapToObj(i -> theme.text(random)).toList();
      themes.put(theme, vectors(input, theme.name().toLowerCase(Locale.ROOT), texts));
    }
    return themes;
  }

  private static float[][] vectors(BenchInput input, String name, List<String> texts)
      throws IOException {
    Path file = input.work().resolve("drift-" + name);
    ObjectMapper json = new ObjectMapper();
    try (BufferedWriter out = Files.newBufferedWriter(file, UTF_8)) {
      for (String text : texts) {
        out.write(json.writeValueAsString(Map.of("text", text)));
        out.newLine();
      }
    }
    RealVectors encoded =
        RealVectors.of(
            new BenchInput(Optional.of(file), Optional.empty(), input.kept(), input.work()),
            texts.size());
    return IntStream.range(0, texts.size()).mapToObj(encoded::get).toArray(float[][]::new);
  }

  /** The encoded ads, with a score and clusters as a run has them. */
  private static final class Corpus {

    private final float[][] vectors;
    private final Map<PlantedTheme, float[][]> themes;
    private final float[] direction;
    private final Assignment clusters;
    private final double[] ascending;
    private final AuditRates rates;

    Corpus(List<Ad> ads, float[][] vectors, Map<PlantedTheme, float[][]> themes) {
      this.vectors = vectors;
      this.themes = themes;
      this.direction = direction(ads, vectors);
      Centroids centroids = new LloydClusterer(10).fit(Arrays.copyOf(vectors, FIT), CLUSTERS, SEED);
      this.clusters = new Assignment(centroids);
      this.ascending = Arrays.stream(vectors).mapToDouble(this::score).sorted().toArray();
      this.rates = rates(ads);
    }

    /** From the mean of fine ads to that of violating ones. */
    private static float[] direction(List<Ad> ads, float[][] vectors) {
      double[][] sums = new double[2][RealVectors.DIMENSION];
      int[] counts = new int[2];
      for (int i = 0; i < FIT; i++) {
        int label = ads.get(i).truth();
        counts[label]++;
        for (int d = 0; d < RealVectors.DIMENSION; d++) {
          sums[label][d] += vectors[i][d];
        }
      }
      double[] difference = new double[RealVectors.DIMENSION];
      for (int d = 0; d < difference.length; d++) {
        difference[d] = sums[1][d] / counts[1] - sums[0][d] / counts[0];
      }
      return Vectors.normalised(difference);
    }

    private double score(float[] vector) {
      return Vectors.dot(vector, direction);
    }

    private double percentile(double score) {
      int at = Arrays.binarySearch(ascending, score);
      int below = at < 0 ? -at - 1 : at;
      return (below + 0.5) / (ascending.length + 1);
    }

    /** An audit of ads drawn at random, answered by their truth. */
    private AuditRates rates(List<Ad> ads) {
      SplittableRandom random = new SplittableRandom(SEED);
      List<AuditRates.Answer> answers = new ArrayList<>();
      for (int i = 0; i < AUDIT; i++) {
        int ad = random.nextInt(ads.size());
        answers.add(new AuditRates.Answer(percentile(score(vectors[ad])), ads.get(ad).truth(), 1));
      }
      return AuditRates.of(answers, .95);
    }

    /** A row of the table: so many snapshots of which a share is of a theme, each in turn. */
    String[] play(String name, int snapshots, int items, double share) {
      Map<Finding.Test, Integer> alarms = new EnumMap<>(Finding.Test.class);
      int any = 0;
      int found = 0;
      for (int draw = 0; draw < snapshots; draw++) {
        SplittableRandom random = new SplittableRandom(SEED + 1_000 + draw);
        int planted = (int) Math.round(share * items);
        PlantedTheme theme = PlantedTheme.values()[draw % PlantedTheme.values().length];
        DriftFindings findings =
            new DriftCheck(RATE, .95, SEED + draw).of(items(random, items, planted, theme));
        any += findings.alarm() ? 1 : 0;
        findings.findings().stream()
            .filter(Finding::alarm)
            .forEach(finding -> alarms.merge(finding.test(), 1, Integer::sum));
        int firstPlanted = 2 * items - planted;
        found +=
            findings.regions().stream()
                    .anyMatch(
                        region ->
                            region.members().stream().limit(3).allMatch(m -> m >= firstPlanted))
                ? 1
                : 0;
      }
      Interval rate = AuditEstimate.of(List.of(new AuditEstimate.Stratum(1, snapshots, any)));
      return new String[] {
        name,
        String.format(Locale.ROOT, "%,d + %,d", items, items),
        Integer.toString(snapshots),
        String.format(Locale.ROOT, "%.3f [%.3f, %.3f]", rate.estimate(), rate.low(), rate.high()),
        count(alarms, Finding.Test.SCORES),
        count(alarms, Finding.Test.CLUSTERS),
        count(alarms, Finding.Test.REGIONS),
        count(alarms, Finding.Test.PREVALENCE),
        share == 0 ? "" : found + " of " + snapshots
      };
    }

    private static String count(Map<Finding.Test, Integer> alarms, Finding.Test test) {
      return Integer.toString(alarms.getOrDefault(test, 0));
    }

    private DriftItems items(SplittableRandom random, int items, int planted, PlantedTheme theme) {
      int[] drawn = drawn(random, vectors.length, 2 * items - planted);
      float[][] all = new float[2 * items][];
      for (int i = 0; i < drawn.length; i++) {
        all[i] = vectors[drawn[i]];
      }
      int[] messages = drawn(random, MESSAGES, planted);
      for (int i = 0; i < planted; i++) {
        all[drawn.length + i] = themes.get(theme)[messages[i]];
      }
      double[] scores = Arrays.stream(all).mapToDouble(this::score).toArray();
      return new DriftItems(
          TwoSamples.of(Arrays.asList(new String[items]), Arrays.asList(new String[items])),
          scores,
          Arrays.stream(scores).map(this::percentile).toArray(),
          ascending[(int) (.95 * ascending.length)],
          clusters.assign(all).clusters(),
          CLUSTERS,
          all,
          neighbours(all),
          rates);
    }

    /** Numbers from 0, in random order and each once. */
    private static int[] drawn(SplittableRandom random, int of, int wanted) {
      return IntStream.range(0, of)
          .boxed()
          .map(number -> new long[] {random.nextLong(), number})
          .sorted(Comparator.comparingLong(pair -> pair[0]))
          .limit(wanted)
          .mapToInt(pair -> (int) pair[1])
          .toArray();
    }

    private static int[][] neighbours(float[][] all) {
      int block = 1024;
      return IntStream.rangeClosed(0, (all.length - 1) / block)
          .parallel()
          .mapToObj(
              b ->
                  DriftItems.neighbours(
                      Arrays.copyOfRange(all, b * block, Math.min(all.length, (b + 1) * block)),
                      all))
          .flatMap(Arrays::stream)
          .toArray(int[][]::new);
    }
  }
}
