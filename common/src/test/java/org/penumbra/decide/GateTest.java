package org.penumbra.decide;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.penumbra.Interval;

class GateTest {

  private static final DecisionParameters PARAMETERS =
      new DecisionParameters(.10, .8, .10, 200, .02, .08, 5, 1000);
  private static final Interval FEW_UNSURE = new Interval(.04, .02, .06);

  @Test
  void isMetFromTheFloorOnByTheLowerBound() {
    Gate gate = gate(new Interval(.88, .80, .93), FEW_UNSURE);

    assertThat(gate.status()).isEqualTo(Gate.Status.MET);
    assertThat(gate.why())
        .isEqualTo("Expert-expert kappa is 0.880, at least 0.800, against a floor of 0.800.");
    assertThat(gate.doubledItemsNeeded()).isEmpty();
    assertThat(gate(new Interval(.88, .799, .93), FEW_UNSURE).status())
        .isEqualTo(Gate.Status.UNDETERMINED);
  }

  @Test
  void isFailedUnderTheFloorByTheUpperBound() {
    Gate gate = gate(new Interval(.60, .45, .79), FEW_UNSURE);

    assertThat(gate.status()).isEqualTo(Gate.Status.FAILED);
    assertThat(gate.why())
        .isEqualTo("Expert-expert kappa is 0.600, at most 0.790, under the floor of 0.800.");
    assertThat(gate(new Interval(.60, .45, .80), FEW_UNSURE).status())
        .isEqualTo(Gate.Status.UNDETERMINED);
  }

  @Test
  void isFailedByTooManyUnsureAnswersHoweverWellTheDecidedOnesAgree() {
    Gate gate = gate(new Interval(.95, .9, .98), new Interval(.15, .11, .2));

    assertThat(gate.status()).isEqualTo(Gate.Status.FAILED);
    assertThat(gate.why())
        .isEqualTo("15.0 % of the experts' answers are unsure, at least 11.0 %, over 10.0 %.");
    assertThat(gate(new Interval(.95, .9, .98), new Interval(.15, .10, .2)).status())
        .isEqualTo(Gate.Status.MET);
  }

  @Test
  void saysHowManyDoubledItemsWouldDecideIt() {
    Gate gate = gate(new Interval(.85, .75, .92), FEW_UNSURE);

    assertThat(gate.status()).isEqualTo(Gate.Status.UNDETERMINED);
    // z(.99) = 2.3263, z(.8) = .8416: 120 · ((2.3263 + .8416) · .04 / .05)² = 770.8.
    assertThat(gate.doubledItemsNeeded()).hasValue(771);
    assertThat(gate.why())
        .isEqualTo(
            "Expert-expert kappa is 0.850, between 0.750 and 0.920 on 120 doubled items; the floor"
                + " of 0.800 lies within. Were it as it seems, 771 doubled items would decide it"
                + " with a probability of 0.80.");
    // As far under the floor it takes as many.
    assertThat(gate(new Interval(.75, .6, .85), FEW_UNSURE).doubledItemsNeeded()).hasValue(771);
  }

  @Test
  void asksForMoreThanThereAreWhereOnlyTheBoundsShapeKeepsItOpen() {
    assertThat(gate(new Interval(.95, .79, .99), FEW_UNSURE).doubledItemsNeeded()).hasValue(121);
  }

  @Test
  void namesNoNumberWhereNoneWouldDo() {
    assertThat(gate(new Interval(.8, .7, .9), FEW_UNSURE).doubledItemsNeeded()).isEmpty();
    Gate boundless = gate(new Interval(.9, Double.NaN, Double.NaN), FEW_UNSURE);
    assertThat(boundless.status()).isEqualTo(Gate.Status.UNDETERMINED);
    assertThat(boundless.why())
        .isEqualTo("Expert-expert kappa is 0.900, without a bound on 120 doubled items.");
    Gate undefined = gate(Interval.UNDEFINED, Interval.UNDEFINED);
    assertThat(undefined.status()).isEqualTo(Gate.Status.UNDETERMINED);
    assertThat(undefined.why())
        .isEqualTo(
            "Expert-expert kappa is undefined: no two experts share items on which two categories"
                + " occur (120 doubled items).");
    assertThat(Gate.Status.UNDETERMINED.wireName()).isEqualTo("undetermined");
  }

  @Property
  void onlyAFailedGateBlocks(
      @ForAll @DoubleRange(min = -.2, max = 1) double low,
      @ForAll @DoubleRange(min = 0, max = .5) double width) {
    ExpertEvidence experts =
        new ExpertEvidence(new Interval(low + width / 2, low, low + width), .04, FEW_UNSURE, 120);
    Verdict verdict =
        new DecisionRules(PARAMETERS)
            .decide(
                new Evidence(
                    1,
                    experts,
                    Interval.UNDEFINED,
                    Double.NaN,
                    120,
                    List.of(),
                    Interval.UNDEFINED,
                    0,
                    new Outlook(Interval.UNDEFINED, Interval.UNDEFINED, 0, 0)))
            .verdict();

    assertThat(verdict == Verdict.LABELS_TOO_NOISY)
        .isEqualTo(Gate.of(PARAMETERS, experts).status() == Gate.Status.FAILED);
  }

  private static Gate gate(Interval kappa, Interval unsure) {
    return Gate.of(PARAMETERS, new ExpertEvidence(kappa, .04, unsure, 120));
  }
}
