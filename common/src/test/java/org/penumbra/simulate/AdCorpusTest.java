package org.penumbra.simulate;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AdCorpusTest {

  private static final int ITEMS = 20_000;

  private static AdCorpus corpus;
  private static List<Ad> pool;

  @BeforeAll
  static void makeTheCorpus() {
    corpus = AdCorpus.fromResources();
    pool = corpus.generate(ITEMS, 1).toList();
  }

  @Test
  void violatesInOneOfTwentyHalfOfThemBorderline() {
    assertThat(share(ad -> ad.truth() == 1)).isCloseTo(.05, within(.005));
    assertThat(share(ad -> ad.truth() == 1 && ad.borderline())).isCloseTo(.025, within(.004));
    assertThat(share(ad -> ad.truth() == 0 && ad.borderline())).isCloseTo(.045, within(.005));
  }

  @Test
  void makesAnAdWithoutMakingTheOthers() {
    assertThat(corpus.ad(17_321, 1, Side.POOL)).isEqualTo(pool.get(17_321));
  }

  @Test
  void isTheSameWhenMadeAgain() {
    assertThat(AdCorpus.fromResources().generate(500, 1).toList()).isEqualTo(pool.subList(0, 500));
  }

  @Test
  void differsWithTheSeed() {
    Set<String> texts = texts(pool.stream());
    assertThat(texts(corpus.generate(1_000, 2))).filteredOn(texts::contains).hasSizeLessThan(10);
  }

  @Test
  void hardlyRepeatsAText() {
    assertThat(texts(pool.stream())).hasSizeGreaterThan(ITEMS * 99 / 100);
  }

  @Test
  void givesEveryAdAnIdOfItsOwnAcrossPoolAndHoldout() {
    Set<String> ids = new HashSet<>();
    Stream.concat(pool.stream(), corpus.holdout(2_000, 1)).forEach(ad -> ids.add(ad.id()));
    assertThat(ids).hasSize(ITEMS + 2_000);
  }

  @Test
  void keepsTheSeedsOfTheHoldoutOutOfThePool() {
    Set<String> used = pool.stream().map(Ad::seedId).collect(toSet());
    List<Ad> holdout = corpus.holdout(2_000, 1).toList();
    assertThat(holdout).allMatch(ad -> ad.side() == Side.HOLDOUT);
    assertThat(holdout).noneMatch(ad -> used.contains(ad.seedId()));
    assertThat(holdout.stream().filter(ad -> ad.truth() == 1).count()).isBetween(70L, 130L);
  }

  @Test
  void usesNearlyEverySeedOfThePool() {
    long seeds = SeedBank.fromResources().seeds(Side.POOL).count();
    long used = pool.stream().map(Ad::seedId).distinct().count();
    assertThat(used).isBetween(seeds * 98 / 100, seeds);
  }

  @Test
  void writesShortTextsWithEverySlotFilled() {
    double words =
        pool.stream().mapToInt(ad -> ad.text().split(" ", -1).length).average().orElse(0);
    assertThat(words).isBetween(15.0, 21.0);
    assertThat(pool).noneMatch(ad -> ad.text().matches("(?s).*([{}|@\\t…]|  ).*"));
  }

  private double share(Predicate<Ad> predicate) {
    return (double) pool.stream().filter(predicate).count() / ITEMS;
  }

  private static Set<String> texts(Stream<Ad> ads) {
    return ads.map(Ad::text).collect(toSet());
  }
}
