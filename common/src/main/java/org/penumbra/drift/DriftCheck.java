package org.penumbra.drift;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.penumbra.Interval;
import org.penumbra.drift.Finding.Test;

/**
 * Whether a snapshot was drawn from what the reference was drawn from. All tests are permutation
 * tests over the same deals, and Holm's adjustment holds the chance that any of them raises a false
 * alarm at the rate.
 *
 * @param falseAlarmRate of all tests together, in (0, 1)
 * @param confidence of intervals, in (0, 1)
 * @param seed of the deals
 */
public record DriftCheck(double falseAlarmRate, double confidence, long seed) {

  private static final int FEWEST_DEALS = 1_999;

  /** Deals that may go beyond what was observed while a test still raises its alarm. */
  private static final int BEYOND = 20;

  /** Compares the samples, each of which holds at least one item. */
  public DriftFindings of(DriftItems items) {
    TwoSamples samples = items.samples();
    ClusterMasses masses = new ClusterMasses(items.clusters(), items.clusterCount());
    RegionScan scan = new RegionScan(items.neighbours());
    List<TwoSampleStatistic> statistics = new ArrayList<>();
    statistics.add(new KolmogorovSmirnov(items.scores()));
    statistics.add(masses);
    statistics.add(scan);
    if (items.rates() != null) {
      statistics.add(new MeanShift(items.rates().at(items.percentiles())));
    }
    int tests = statistics.size();
    // Beside the tests, not one of them: it only names the clusters.
    statistics.add(masses::greatest);
    int deals = deals(tests);
    List<NullDistribution> dealt = new Permutations(deals, seed).of(samples, statistics);
    List<NullDistribution> ofTests = dealt.subList(0, tests);
    double[] adjusted =
        Holm.adjusted(ofTests.stream().mapToDouble(NullDistribution::pValue).toArray());

    List<ClusterShift> shifts =
        isAlarm(adjusted, Test.CLUSTERS) ? shifts(masses, samples, dealt.get(tests)) : List.of();
    List<Region> regions =
        isAlarm(adjusted, Test.REGIONS)
            ? regions(items, scan, ofTests.get(place(Test.REGIONS)), tests)
            : List.of();
    List<Finding> findings = new ArrayList<>();
    for (int t = 0; t < tests; t++) {
      Test test = Test.values()[t];
      Compared compared = compared(test, items, regions);
      findings.add(
          new Finding(
              test,
              ofTests.get(t).observed(),
              ofTests.get(t).pValue(),
              adjusted[t],
              isAlarm(adjusted, test),
              compared.reference(),
              compared.snapshot(),
              compared.change()));
    }
    return new DriftFindings(findings, shifts, regions, deals);
  }

  /** As many as tell a p-value at the smallest level that Holm asks for well enough. */
  private int deals(int tests) {
    return Math.max(FEWEST_DEALS, (int) Math.ceil(BEYOND * tests / falseAlarmRate) - 1);
  }

  /** Where a test stands; that of the prevalence, which may be missing, is the last. */
  private static int place(Test test) {
    return List.of(Test.values()).indexOf(test);
  }

  private boolean isAlarm(double[] adjusted, Test test) {
    return adjusted[place(test)] <= falseAlarmRate;
  }

  private List<Region> regions(
      DriftItems items, RegionScan scan, NullDistribution distribution, int tests) {
    // The alarm was raised at this level or a greater one.
    double level = Math.max(distribution.pValue(), falseAlarmRate / tests);
    return new Regions(items.samples(), items.vectors(), confidence).of(scan, distribution, level);
  }

  private List<ClusterShift> shifts(
      ClusterMasses masses, TwoSamples samples, NullDistribution greatest) {
    byte[] labels = samples.labels();
    double[] deviations = masses.deviations(labels, samples.snapshotItems());
    int[] counts = masses.counts(labels);
    List<ClusterShift> shifts = new ArrayList<>();
    for (int cluster = 0; cluster < deviations.length; cluster++) {
      double pValue = greatest.pValue(Math.abs(deviations[cluster]));
      if (pValue <= falseAlarmRate) {
        int ofReference = masses.size(cluster) - counts[cluster];
        shifts.add(
            new ClusterShift(
                cluster,
                (double) ofReference / samples.referenceItems(),
                (double) counts[cluster] / samples.snapshotItems(),
                pValue));
      }
    }
    shifts.sort(
        Comparator.comparingDouble((ClusterShift shift) -> -Math.abs(deviations[shift.cluster()])));
    return shifts;
  }

  private Compared compared(Test test, DriftItems items, List<Region> regions) {
    TwoSamples samples = items.samples();
    return switch (test) {
      case SCORES -> {
        MeanShift positives = new MeanShift(predicted(items));
        yield Compared.of(positives, samples, positives.interval(samples, confidence));
      }
      case CLUSTERS -> new Compared(Double.NaN, Double.NaN, Interval.UNDEFINED);
      case REGIONS ->
          new Compared(
              (double) regions.stream().mapToInt(Region::referenceItems).sum()
                  / samples.referenceItems(),
              (double) regions.stream().mapToInt(region -> region.members().size()).sum()
                  / samples.snapshotItems(),
              Interval.UNDEFINED);
      case PREVALENCE ->
          Compared.of(
              new MeanShift(items.rates().at(items.percentiles())),
              samples,
              items.rates().change(samples, items.percentiles(), confidence));
    };
  }

  /** 1 for each item that is predicted positive, else 0. */
  private static double[] predicted(DriftItems items) {
    double[] predicted = new double[items.scores().length];
    for (int i = 0; i < predicted.length; i++) {
      predicted[i] = items.scores()[i] >= items.cut() ? 1 : 0;
    }
    return predicted;
  }

  private record Compared(double reference, double snapshot, Interval change) {

    static Compared of(MeanShift means, TwoSamples samples, Interval change) {
      return new Compared(means.ofReference(samples), means.ofSnapshot(samples), change);
    }
  }
}
