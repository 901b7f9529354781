package org.penumbra.report.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.penumbra.Interval;

class ComparisonTest {

  private static final ComparedRun A = Comparisons.A;

  private static final ComparedRun B = Comparisons.named("file:/runs/b\u001b[2J");

  @Test
  void namesWhatDiffersAndNothingElse() {
    assertThat(Comparison.of(A, B).settings())
        .containsExactly(
            new Comparison.Setting("select.strategy", "recipe", "random"),
            new Comparison.Setting("train.command", null, "tune"));
    assertThat(Comparison.of(A, A).settings()).isEmpty();
  }

  @Test
  void countsWhatBothAskedAboutByRoundAndInAll() {
    assertThat(Comparison.of(A, B).batches())
        .containsExactly(
            new Comparison.Batch("1", 3, 2, 1),
            new Comparison.Batch("2", 0, 1, 0),
            new Comparison.Batch("all", 3, 3, 2));
  }

  @Test
  void tellsHowFarApartTheKappasAre() {
    List<Comparison.Kappa> kappas = Comparison.of(A, B).kappas();

    assertThat(kappas).extracting(Comparison.Kappa::name).containsExactly("experts", "model");
    Interval experts = kappas.get(0).difference();
    assertThat(experts.estimate()).isCloseTo(-0.1, within(1e-12));
    assertThat(experts.low()).isCloseTo(-0.1 - Math.sqrt(0.02), within(1e-12));
    assertThat(experts.high()).isCloseTo(-0.1 + Math.sqrt(0.02), within(1e-12));
    assertThat(kappas.get(1).difference().defined()).isFalse();
  }

  @Test
  void isReadOnATerminal() {
    assertThat(ComparisonText.of(Comparison.of(A, B)))
        .isEqualTo(
            """
            A  file:/runs/a, round 1: go on, 3 items, 9 answers
            B  file:/runs/b\uFFFD[2J, round 2: not decided, 3 items, 9 answers

              kappa                     A                     B                   B - A
            experts  0.800 [0.700, 0.900]  0.700 [0.600, 0.800]  -0.100 [-0.241, 0.041]
              model                     -  0.500 [0.400, 0.600]                       -

            batch of round  A  B  in both
                         1  3  2        1
                         2  0  1        0
                       all  3  3        2

                    differs       A       B
            select.strategy  recipe  random
              train.command       -    tune
            """);
    assertThat(ComparisonText.of(Comparison.of(A, A)))
        .endsWith("\nNo setting, version or model differs.\n");
  }
}
