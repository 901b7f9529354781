package org.penumbra.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DriftCheckTest {

  private static final DriftCheck CHECK = new DriftCheck(.05, .95, 17);
  private static final AuditRates RATES =
      AuditRates.of(
          List.of(
              new AuditRates.Answer(.2, 0, 10),
              new AuditRates.Answer(.6, 0, 5),
              new AuditRates.Answer(.9, 1, 1)),
          .95);

  @Test
  void findsAndNamesWhatIsNew() {
    SplittableRandom random = new SplittableRandom(3);
    float[][] snapshot = Shapes.broad(400, random);
    System.arraycopy(Shapes.tight(20, random), 0, snapshot, 0, 20);

    DriftFindings findings = CHECK.of(Shapes.items(Shapes.broad(600, random), snapshot, RATES));

    assertThat(findings.alarm()).isTrue();
    assertThat(findings.findings())
        .extracting(Finding::test)
        .containsExactly(Finding.Test.values());
    Finding scan = findings.findings().get(2);
    assertThat(scan.alarm()).isTrue();
    assertThat(scan.adjustedPValue()).isLessThanOrEqualTo(.05);
    Region region = findings.regions().get(0);
    assertThat(region.members().subList(0, 15)).allMatch(member -> member >= 600 && member < 620);
    assertThat(region.referenceItems()).isLessThan(5);
    assertThat(region.share().contains(.05)).isTrue();
  }

  @Test
  void holdsItsRateWhereNothingChanged() {
    long alarms =
        IntStream.range(0, 60)
            .filter(
                draw -> {
                  SplittableRandom random = new SplittableRandom(draw);
                  DriftItems same =
                      Shapes.items(Shapes.broad(40, random), Shapes.broad(30, random), RATES);
                  return new DriftCheck(.2, .95, draw).of(same).alarm();
                })
            .count();

    // 12 are expected at most; 20 or more would come in one of a hundred such series.
    assertThat(alarms).isLessThan(20);
  }

  @Test
  void namesNeitherClustersNorRegionsWithoutAnAlarm() {
    SplittableRandom random = new SplittableRandom(8);
    DriftFindings findings =
        CHECK.of(Shapes.items(Shapes.broad(80, random), Shapes.broad(60, random), null));

    assertThat(findings.alarm()).isFalse();
    assertThat(findings.clusters()).isEmpty();
    assertThat(findings.regions()).isEmpty();
    assertThat(findings.findings()).as("no prevalence without an audit").hasSize(3);
    assertThat(findings.deals()).isEqualTo(1_999);
  }

  @Test
  void namesTheClustersThatChanged() {
    SplittableRandom random = new SplittableRandom(4);
    float[][] more = Shapes.broad(300, random);
    float[][] tight = Shapes.tight(100, random);
    for (int i = 0; i < 100; i++) {
      tight[i][2] = 2;
    }
    System.arraycopy(tight, 0, more, 0, 100);

    DriftFindings findings = CHECK.of(Shapes.items(Shapes.broad(300, random), more, null));

    assertThat(findings.findings().get(1).alarm()).isTrue();
    assertThat(findings.clusters().get(0).cluster()).isEqualTo(2);
    assertThat(findings.clusters().get(0).snapshot())
        .isGreaterThan(findings.clusters().get(0).reference());
  }

  @Test
  void takesMoreDealsForARarerAlarm() {
    SplittableRandom random = new SplittableRandom(8);
    DriftItems items = Shapes.items(Shapes.broad(10, random), Shapes.broad(10, random), null);

    assertThat(new DriftCheck(.01, .95, 1).of(items).deals()).isEqualTo(5_999);
  }
}
