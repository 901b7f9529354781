package org.penumbra.triage;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
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

  /** How often an interval held the truth, and how wide it was on average. */
  private static final class Tally {

    private int all;
    private int held;
    private double width;

    void add(Interval interval, double truth) {
      all++;
      held += interval.contains(truth) ? 1 : 0;
      width += interval.high() - interval.low();
    }

    String cell() {
      return String.format(Locale.ROOT, "%.3f (%.3f)", (double) held / all, width / all);
    }
  }

  @Test
  void writesTheTable() throws IOException {
    int draws = Integer.getInteger("draws", 2000);
    StringBuilder table =
        new StringBuilder(
            "| prevalence | audits | drawn for | gamma, mid-P | gamma | effective number | MOVER |\n"
                + "|---|---|---|---|---|---|---|\n");
    for (double prevalence : new double[] {.05, .01, .003}) {
      for (int audits : new int[] {500, 2000, 10_000}) {
        MadeCorpus corpus = new MadeCorpus(prevalence);
        String row = "| %s | %,d | %%s | ".formatted(prevalence, audits);
        int[] forPositives = SampleDesign.forPositives(corpus.strata(), audits);
        int[] forRecall = SampleDesign.forRecall(corpus.strata(), .95, audits);
        table.append(row.formatted("positives")).append(cells(corpus, forPositives, draws));
        table.append(row.formatted("recall")).append(cells(corpus, forRecall, draws));
      }
    }
    Files.writeString(TABLE, table);
    assertThat(TABLE).content().hasLineCount(2 + 3 * 3 * 2);
  }

  private static String cells(MadeCorpus corpus, int[] design, int draws) {
    Random random = new Random(7);
    Map<String, Tally> tallies = new LinkedHashMap<>();
    for (int i = 0; i < draws; i++) {
      int[] found = corpus.found(design, random);
      if (Arrays.stream(found).sum() > 0) {
        intervals(corpus, design, found)
            .forEach(
                (name, interval) ->
                    tallies
                        .computeIfAbsent(name, key -> new Tally())
                        .add(interval, corpus.recall()));
      }
    }
    return tallies.values().stream().map(Tally::cell).collect(joining(" | ")) + " |\n";
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
