package org.penumbra.report.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.penumbra.Interval;
import org.penumbra.report.page.RoundFigures;

class ComparisonTest {

  private static final ComparedRun A =
      run(
          "file:/runs/a",
          Map.of("select.strategy", "recipe", "seed", "17"),
          Map.of(1, items("x1", "x2", "x3")),
          Map.of(RoundFigures.EXPERTS, new Interval(0.8, 0.7, 0.9)),
          "go_on");

  private static final ComparedRun B =
      run(
          "file:/runs/b\u001b[2J",
          Map.of("select.strategy", "random", "seed", "17", "train.command", "tune"),
          Map.of(1, items("x2", "x9"), 2, items("x3")),
          Map.of(
              RoundFigures.EXPERTS,
              new Interval(0.7, 0.6, 0.8),
              RoundFigures.MODEL,
              new Interval(0.5, 0.4, 0.6)),
          null);

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

  private static ComparedRun run(
      String name,
      Map<String, String> settings,
      Map<Integer, SortedSet<String>> batches,
      Map<String, Interval> kappas,
      String verdict) {
    SortedMap<Integer, SortedSet<String>> asked = new TreeMap<>(batches);
    RoundFigures last =
        new RoundFigures(asked.lastKey(), 3, 9, List.of(), new TreeMap<>(kappas), verdict);
    return new ComparedRun(name, new TreeMap<>(settings), asked, List.of(last));
  }

  private static SortedSet<String> items(String... items) {
    return new TreeSet<>(List.of(items));
  }
}
