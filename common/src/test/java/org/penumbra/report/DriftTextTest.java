package org.penumbra.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.penumbra.Interval;
import org.penumbra.drift.ClusterShift;
import org.penumbra.drift.DriftFindings;
import org.penumbra.drift.Finding;
import org.penumbra.drift.KnownGround;
import org.penumbra.drift.Region;

class DriftTextTest {

  private static final Interval CHANGE = new Interval(.0125, -.004, .029);

  @Test
  void saysThatNoRoundIsDueWhereNothingShows() {
    DriftReport report = report(false, List.of(), List.of());

    assertThat(DriftText.verdict(report))
        .isEqualTo(
            "no new round is due: at a false-alarm rate of 5 %, nothing shows that the snapshot"
                + " differs");
    assertThat(DriftText.lines(report))
        .containsExactly(
            "200 items of the 1,234,567 rows of posts.csv against 300 of the run, by student-round=003",
            "scores: p = 0.400 (adjusted 0.800), distance 0.0310; predicted positive 5 %, then"
                + " 6.25 %: +1.25 points, 95 % interval [-0.40, +2.90]",
            "clusters: p = 0.700 (adjusted 0.800), chi-square 12.5",
            "regions: p = 0.300 (adjusted 0.900), log-likelihood ratio 3.1; no region",
            "prevalence: p = 0.400 (adjusted 0.800), by the audit's rates 5 %, then 6.25 %: +1.25"
                + " points, 95 % interval [-0.40, +2.90]; only a new audit tells how experts judge"
                + " what is new");
  }

  @Test
  void namesTheRegionsByTheirExamples() {
    Region region =
        new Region(List.of(300, 301), 1, new Interval(.01, .005, .02), .0005, new float[] {1});
    DriftReport.ShownRegion shown =
        new DriftReport.ShownRegion(
            region,
            new KnownGround.Place(KnownGround.Standing.NEW, .1, .5, .6),
            List.of("Your parcel\u001b[31m waits", "Customs stopped it"));
    DriftReport report = report(true, List.of(new ClusterShift(1, .1, .2, .001)), List.of(shown));

    assertThat(DriftText.verdict(report))
        .isEqualTo(
            "a new round is due: the snapshot differs by its clusters, regions (false-alarm rate"
                + " 5 %)");
    List<String> lines = DriftText.lines(report);
    assertThat(lines.get(2))
        .isEqualTo(
            "clusters: ALARM, p = 5.0e-04 (adjusted 0.002), chi-square 12.5; negative cluster 0 10 %,"
                + " then 20 %");
    assertThat(lines.subList(5, 8))
        .containsExactly(
            "region 1: 2 items, 1 % [0.5 %, 2 %] of the snapshot, 1 of the run's; p = 5.0e-04; new:"
                + " beyond every cluster, and no labelled item in it. Such as:",
            "- Your parcel\uFFFD[31m waits", "- Customs stopped it");
  }

  private static DriftReport report(
      boolean alarm, List<ClusterShift> clusters, List<DriftReport.ShownRegion> regions) {
    double p = alarm ? .0005 : .7;
    List<Finding> findings =
        List.of(
            new Finding(Finding.Test.SCORES, .031, .4, .8, false, .05, .0625, CHANGE),
            new Finding(
                Finding.Test.CLUSTERS,
                12.5,
                p,
                alarm ? .002 : .8,
                alarm,
                Double.NaN,
                Double.NaN,
                Interval.UNDEFINED),
            new Finding(
                Finding.Test.REGIONS,
                alarm ? 30 : 3.1,
                alarm ? p : .3,
                alarm ? .002 : .9,
                alarm,
                0,
                alarm ? .01 : 0,
                Interval.UNDEFINED),
            new Finding(Finding.Test.PREVALENCE, .0125, .4, .8, false, .05, .0625, CHANGE));
    return new DriftReport(
        "posts.csv",
        "student-round=003",
        1_234_567,
        200,
        300,
        .05,
        .95,
        new DriftFindings(
            findings,
            clusters,
            regions.stream().map(DriftReport.ShownRegion::region).toList(),
            1_999),
        List.of("positive cluster 0", "negative cluster 0"),
        regions);
  }
}
