package org.penumbra.triage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.penumbra.Interval;
import org.penumbra.agree.WeightedShare;
import org.penumbra.score.AuditEstimate;
import org.penumbra.score.AuditEstimate.Stratum;

/**
 * Writes the table of intervals of recall in docs/method.md to {@code
 * common/target/triage-coverage.md}. It takes long, so it runs only when it is named:
 *
 * <pre>mvn -pl common test -Dtest=RecallCoverageGrid -Ddraws=2000</pre>
 */
class RecallCoverageGrid {

  private static final Path TABLE = Path.of("target/triage-coverage.md");

  @Test
  void writesTheTable() throws IOException {
    int draws = Integer.getInteger("draws", 2000);
    StringBuilder table =
        new StringBuilder(
            "| prevalence | audits | drawn for | interval | holds the truth | width |\n");
    table.append("|---|---|---|---|---|---|\n");
    for (double prevalence : new double[] {.05, .01, .003}) {
      for (int audits : new int[] {500, 2000, 10_000}) {
        MadeCorpus corpus = new MadeCorpus(prevalence);
        table.append(rows(corpus, prevalence, audits, "positives", draws));
        table.append(rows(corpus, prevalence, audits, "recall", draws));
      }
    }
    Files.writeString(TABLE, table);
    assertThat(TABLE).content().hasLineCount(2 + 3 * 3 * 2 * 4);
  }

  private static String rows(
      MadeCorpus corpus, double prevalence, int audits, String purpose, int draws) {
    int[] design =
        purpose.equals("recall")
            ? SampleDesign.forRecall(corpus.strata(), .95, audits)
            : SampleDesign.forPositives(corpus.strata(), audits);
    Random random = new Random(7);
    Map<String, int[]> held = new LinkedHashMap<>();
    Map<String, double[]> width = new LinkedHashMap<>();
    int[] defined = new int[1];
    for (int i = 0; i < draws; i++) {
      int[] found = corpus.found(design, random);
      if (java.util.Arrays.stream(found).sum() == 0) {
        continue;
      }
      defined[0]++;
      intervals(corpus, design, found)
          .forEach(
              (name, interval) -> {
                held.computeIfAbsent(name, key -> new int[1])[0] +=
                    interval.contains(corpus.recall()) ? 1 : 0;
                width.computeIfAbsent(name, key -> new double[1])[0] +=
                    interval.high() - interval.low();
              });
    }
    StringBuilder rows = new StringBuilder();
    held.forEach(
        (name, count) ->
            rows.append(
                String.format(
                    Locale.ROOT,
                    "| %s | %,d | %s | %s | %.3f | %.3f |%n",
                    prevalence,
                    audits,
                    purpose,
                    name,
                    (double) count[0] / defined[0],
                    width.get(name)[0] / defined[0])));
    return rows.toString();
  }

  private static Map<String, Interval> intervals(MadeCorpus corpus, int[] design, int[] found) {
    List<Answered> kept = corpus.sample(true, design, found);
    List<Answered> dropped = corpus.sample(false, design, found);
    PositiveTotal part = PositiveTotal.of(kept);
    PositiveTotal rest = PositiveTotal.of(dropped);
    Map<String, Interval> intervals = new LinkedHashMap<>();
    intervals.put("gamma, mid-P", RecallBound.interval(part, rest, .95));
    intervals.put(
        "gamma",
        new Interval(
            0,
            RecallBound.low(part, rest, .025),
            1 - RecallBound.low(/* part= */ rest, /* rest= */ part, .025)));
    WeightedShare share = new WeightedShare();
    kept.stream().filter(Answered::positive).forEach(text -> share.add(text.weight(), true));
    dropped.stream().filter(Answered::positive).forEach(text -> share.add(text.weight(), false));
    intervals.put("effective number", share.interval(.95));
    intervals.put(
        "MOVER",
        mover(estimate(corpus, design, found, true), estimate(corpus, design, found, false)));
    return intervals;
  }

  private static Interval estimate(MadeCorpus corpus, int[] design, int[] found, boolean kept) {
    List<Stratum> strata = new ArrayList<>();
    for (int h = 0; h < design.length; h++) {
      if (corpus.strata().get(h).kept() == kept) {
        strata.add(new Stratum(corpus.strata().get(h).size(), design[h], found[h]));
      }
    }
    Interval share = AuditEstimate.of(strata);
    double rows = corpus.rows(kept);
    return new Interval(share.estimate() * rows, share.low() * rows, share.high() * rows);
  }

  /**
   * The ratio of two estimates by MOVER (Donner and Zou 2012, Statistical Methods in Medical
   * Research 21).
   */
  private static Interval mover(Interval kept, Interval dropped) {
    return new Interval(
        0,
        1 / (1 + ratio(dropped, dropped.high(), kept, kept.low(), 1)),
        1 / (1 + ratio(dropped, dropped.low(), kept, kept.high(), -1)));
  }

  private static double ratio(Interval over, double top, Interval under, double bottom, int sign) {
    double product = over.estimate() * under.estimate();
    double tops = top * (2 * over.estimate() - top);
    double bottoms = bottom * (2 * under.estimate() - bottom);
    double root = Math.sqrt(Math.max(0, product * product - tops * bottoms));
    if (bottoms > 0) {
      return (product + sign * root) / bottoms;
    }
    return sign > 0 ? Double.POSITIVE_INFINITY : Math.max(0, (product - root) / bottoms);
  }
}
