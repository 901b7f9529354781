package org.penumbra.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SimulatedRatersTest {

  private static final int ITEMS = 20_000;
  private static final double SAMPLING_ERROR = .02;

  private final SimulatedRaters raters = new SimulatedRaters(1);
  private final List<RaterModel> experts = SimulatedRaters.experts(3);

  @Test
  void threeExpertsAgreeWithAKappaOfAboutPointEight() {
    assertThat(experts).extracting(RaterModel::name).doesNotHaveDuplicates().hasSize(3);
    assertThat(kappa(experts.get(0), experts.get(1))).isCloseTo(.8, within(SAMPLING_ERROR));
    assertThat(kappa(experts.get(0), experts.get(2))).isCloseTo(.8, within(SAMPLING_ERROR));
    assertThat(kappa(experts.get(1), experts.get(2))).isCloseTo(.8, within(SAMPLING_ERROR));
  }

  @Test
  void theCrowdAgreesWithAnExpertWithAKappaOfAboutPointFive() {
    RaterModel crowd = SimulatedRaters.crowd();
    assertThat(experts)
        .allSatisfy(
            expert -> assertThat(kappa(crowd, expert)).isCloseTo(.5, within(SAMPLING_ERROR)));
  }

  @Test
  void expertsErrMostlyNearTheLine() {
    RaterModel expert = experts.get(0);
    long near = IntStream.range(0, ITEMS).filter(i -> borderline(i) && errs(expert, i)).count();
    long clear = IntStream.range(0, ITEMS).filter(i -> !borderline(i) && errs(expert, i)).count();
    assertThat(near).isGreaterThan(5 * clear);
  }

  @Test
  void reachTheKappasTheyWereSolvedForWithoutKnowingWhatIsBorderline() {
    List<RaterModel> solved = SimulatedRaters.expertsReaching(3, .8, .4);
    RaterModel crowd = SimulatedRaters.crowdReaching(.5, solved.get(0), .4);
    assertThat(kappa(solved.get(0), solved.get(1))).isCloseTo(.8, within(SAMPLING_ERROR));
    assertThat(kappa(crowd, solved.get(2))).isCloseTo(.5, within(SAMPLING_ERROR));
  }

  @Test
  void saysTheSameWhenAskedAgainAndOtherwiseWithAnotherSeed() {
    RaterModel coin = new RaterModel("coin", .5, .5);
    int[] first = answers(raters, coin);
    assertThat(answers(new SimulatedRaters(1), coin)).isEqualTo(first);
    int[] otherSeed = answers(new SimulatedRaters(2), coin);
    assertThat(TwoRaterKappa.of(first, otherSeed)).isCloseTo(.0, within(.03));
  }

  @Test
  void errIndependentlyOfEachOther() {
    int[] coin = answers(raters, new RaterModel("coin", .5, .5));
    int[] dime = answers(raters, new RaterModel("dime", .5, .5));
    assertThat(TwoRaterKappa.of(coin, dime)).isCloseTo(.0, within(.03));
  }

  @Test
  void aFaultlessRaterTellsTheTruthAndAPerverseOneItsOpposite() {
    assertThat(raters.answer(new RaterModel("a", 0, 1), "item", 1, false)).isEqualTo(1);
    assertThat(raters.answer(new RaterModel("a", 0, 1), "item", 1, true)).isZero();
  }

  private double kappa(RaterModel first, RaterModel second) {
    return TwoRaterKappa.of(answers(raters, first), answers(raters, second));
  }

  private static int[] answers(SimulatedRaters raters, RaterModel rater) {
    return IntStream.range(0, ITEMS)
        .map(i -> raters.answer(rater, "item " + i, truth(i), borderline(i)))
        .toArray();
  }

  private boolean errs(RaterModel rater, int i) {
    return raters.answer(rater, "item " + i, truth(i), borderline(i)) != truth(i);
  }

  /** A curated batch: 40 % positive. */
  private static int truth(int i) {
    return i % 5 < 2 ? 1 : 0;
  }

  /** Half of either class lies near the line. */
  private static boolean borderline(int i) {
    return i / 5 % 2 == 0;
  }
}
