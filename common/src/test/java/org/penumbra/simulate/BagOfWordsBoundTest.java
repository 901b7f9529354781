package org.penumbra.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.penumbra.StableHash;

/** A count of words, though given all truth, does not solve the demo's corpus. */
class BagOfWordsBoundTest {

  private static final double BOUND = .85;
  private static final double[] COSTS = {.1, 1, 10};

  private static List<Ad> pool;
  private static List<Ad> holdout;

  @BeforeAll
  static void makeTheCorpus() {
    AdCorpus corpus = AdCorpus.fromResources();
    pool = corpus.generate(20_000, 1).toList();
    holdout = corpus.holdout(2_000, 1).toList();
  }

  @Test
  void staysUnderTheBoundOnSeedsItHasNotSeen() {
    assertThat(best(pool, holdout)).isBetween(.2, BOUND);
  }

  @Test
  void staysUnderTheBoundOnARandomSplitWhereEverySeedWasSeen() {
    List<Ad> seen = pool.stream().filter(ad -> !tested(ad)).toList();
    List<Ad> unseen = pool.stream().filter(BagOfWordsBoundTest::tested).toList();
    assertThat(unseen).hasSizeBetween(3_800, 4_200);
    assertThat(best(seen, unseen)).isBetween(.5, BOUND);
  }

  @Test
  void measuresAModelThatCanLearnItsTrainingAdsByHeart() {
    List<Ad> few = pool.subList(0, 4_000);
    WordRegression model = new WordRegression(100);
    model.fit(few);
    assertThat(model.bestKappa(few)).isGreaterThan(.98);
  }

  @Test
  void measuresAModelThatFindsAWordWhichTellsTheClassesApart() {
    List<Ad> train = IntStream.range(0, 200).mapToObj(i -> toy("train" + i, i % 2)).toList();
    List<Ad> test = IntStream.range(0, 100).mapToObj(i -> toy("test" + i, i % 2)).toList();
    assertThat(best(train, test)).isEqualTo(1);
  }

  @Test
  void measuresAModelThatIsBlindToOrder() {
    List<Ad> ads = Stream.of(ad("yes not no", 1), ad("no not yes", 0)).toList();
    assertThat(best(ads, ads)).isZero();
  }

  private static double best(List<Ad> train, List<Ad> test) {
    double best = 0;
    for (double cost : COSTS) {
      WordRegression model = new WordRegression(cost);
      model.fit(train);
      best = Math.max(best, model.bestKappa(test));
    }
    return best;
  }

  private static boolean tested(Ad ad) {
    return StableHash.unit(7, "split", ad.id()) < .2;
  }

  private static Ad toy(String noise, int truth) {
    return ad("the " + noise + " tea " + (truth == 1 ? "cures" : "warms") + " you", truth);
  }

  private static Ad ad(String text, int truth) {
    return new Ad(text, text, truth, false, "seed", Side.POOL);
  }
}
