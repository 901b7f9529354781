package org.penumbra.triage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;
import org.penumbra.triage.RecallCertificate.Loss;

class RecallCertificateTest {

  private static final double RARE = 1e-6;

  @Test
  void withEqualProbabilitiesTheIntervalIsTheMidPVersionOfClopperAndPearsons() {
    RecallCertificate certificate = certificate(sample(90, 0, RARE), sample(10, 900, RARE));
    assertThat(certificate.recall().estimate()).isCloseTo(.9, within(1e-9));
    assertThat(midP(90, 100, certificate.recall().low())).isCloseTo(.025, within(1e-4));
    assertThat(midP(90, 100, certificate.recall().high())).isCloseTo(.975, within(1e-4));
  }

  @Test
  void aCensusHasNoInterval() {
    RecallCertificate certificate = certificate(sample(30, 5, 1), sample(10, 90, 1));
    assertThat(certificate.recall().low()).isCloseTo(.75, within(1e-12));
    assertThat(certificate.recall().high()).isCloseTo(.75, within(1e-12));
    assertThat(certificate.elusion()).isCloseTo(10.0 / 1_000_000, within(1e-12));
  }

  @Test
  void whatWasAuditedTooThinlyIsNotCertifiable() {
    RecallCertificate certificate =
        RecallCertificate.of(
            sample(200, 200, .01), sample(0, 1000, .001), 40_000, 1_000_000, .95, .95);
    assertThat(certificate.certified()).isFalse();
    assertThat(certificate.certifiable()).isFalse();
    assertThat(certificate.sentence())
        .isEqualTo(
            "Recall is 1.000 (95 % interval 0.869 to 1.000); a recall of 0.95 is not certifiable"
                + " below prevalence 0.0547 with 1,000 audits of what was dropped.");
  }

  @Test
  void tenTimesTheAuditsCertifyTenTimesRarerPositives() {
    RecallCertificate few =
        RecallCertificate.of(
            sample(200, 200, .01), sample(0, 1000, .001), 40_000, 1_000_000, .95, .95);
    RecallCertificate many =
        RecallCertificate.of(
            sample(2000, 2000, .1), sample(0, 10_000, .01), 40_000, 1_000_000, .95, .95);
    assertThat(few.certifiableFrom() / many.certifiableFrom()).isCloseTo(10, within(.1));
    assertThat(many.certified()).isTrue();
    assertThat(many.sentence())
        .isEqualTo(
            "Recall is 1.000 (95 % interval 0.985 to 1.000), by 4,000 audits of what was kept and"
                + " 10,000 of what was dropped.");
  }

  @Test
  void nothingDroppedIsNothingLost() {
    RecallCertificate certificate =
        RecallCertificate.of(sample(10, 10, .1), List.of(), 200, 0, .95, .95);
    assertThat(certificate.recall().low()).isEqualTo(1);
    assertThat(certificate.certified()).isTrue();
  }

  @Test
  void whatWasNotAuditedMayHideAnything() {
    RecallCertificate certificate =
        RecallCertificate.of(sample(10, 10, .1), List.of(), 200, 1, .95, .95);
    assertThat(certificate.recall().low()).isZero();
    assertThat(certificate.certifiableFrom()).isEqualTo(1);
    assertThat(certificate(sample(0, 10, .1), sample(0, 10, .1)).sentence())
        .startsWith("Recall is undefined, no positive was seen; a recall of 0.95 is not");
  }

  @Test
  void theLossPassesALimitOnlyWhenThatIsShown() {
    RecallCertificate certificate = certificate(sample(80, 0, .001), sample(20, 900, .001));
    assertThat(certificate.loss(.05)).isEqualTo(Loss.EXCEEDED);
    assertThat(certificate.exceeds(.05)).isTrue();
    assertThat(certificate.loss(.2)).isEqualTo(Loss.UNDECIDED);
    assertThat(certificate.loss(.4)).isEqualTo(Loss.WITHIN);
    assertThat(certificate.exceeds(.2)).isFalse();
  }

  @Test
  void refusesImpossibleArguments() {
    assertThatThrownBy(() -> RecallCertificate.of(List.of(), List.of(), 0, 0, 1, .95))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A recall and a level lie in (0, 1), not 1.0 and 0.95");
    assertThatThrownBy(() -> new Answered(true, 0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Impossible inclusion probability or occurrences: 0.0, 1");
  }

  /** P(X > x) + P(X = x) / 2 of a binomial. */
  private static double midP(int x, int n, double p) {
    BinomialDistribution binomial = BinomialDistribution.of(n, p);
    return binomial.survivalProbability(x) + binomial.probability(x) / 2;
  }

  private static RecallCertificate certificate(List<Answered> kept, List<Answered> dropped) {
    return RecallCertificate.of(kept, dropped, 100_000, 1_000_000, .95, .95);
  }

  private static List<Answered> sample(int positives, int negatives, double probability) {
    return Stream.concat(
            Collections.nCopies(positives, new Answered(true, probability, 1)).stream(),
            Collections.nCopies(negatives, new Answered(false, probability, 1)).stream())
        .toList();
  }
}
