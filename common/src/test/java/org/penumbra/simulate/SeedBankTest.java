package org.penumbra.simulate;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SeedBankTest {

  private static final Path POLICY = Path.of("..", "conf", "policies", "health-claims.conf");

  private final SeedBank bank = SeedBank.fromResources();

  @Test
  void holdsAsManyHandWrittenSeedsAsWerePromised() {
    Map<SeedKind, Long> counts = bank.seeds().stream().collect(groupingBy(Seed::kind, counting()));
    assertThat(counts.get(SeedKind.VIOLATING)).isGreaterThanOrEqualTo(150);
    assertThat(counts.get(SeedKind.JUST_VIOLATING)).isGreaterThanOrEqualTo(150);
    assertThat(counts.get(SeedKind.JUST_FINE)).isGreaterThanOrEqualTo(150);
    assertThat(counts.get(SeedKind.FINE)).isGreaterThanOrEqualTo(300);
  }

  @Test
  void hasNoSeedTwice() {
    assertThat(bank.seeds()).extracting(Seed::id).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @EnumSource
  void keepsAFifthOfEachKindForTheHoldout(SeedKind kind) {
    List<Seed> seeds = bank.seeds().stream().filter(seed -> seed.kind() == kind).toList();
    double held = seeds.stream().filter(seed -> bank.side(seed) == Side.HOLDOUT).count();
    assertThat(held / seeds.size()).isCloseTo(.2, within(.005));
  }

  @Test
  void keepsTheTwoOfABorderlinePairOnOneSide() {
    Set<String> pool = bank.seeds(Side.POOL).map(Seed::group).collect(toSet());
    assertThat(bank.seeds(Side.HOLDOUT)).noneMatch(seed -> pool.contains(seed.group()));
  }

  @Test
  void movesFewSeedsAcrossWhenOneIsAdded() {
    Seed added = new Seed("x", SeedKind.FINE, "x", "a new sentence");
    SeedBank more = new SeedBank(Stream.concat(bank.seeds().stream(), Stream.of(added)).toList());
    assertThat(bank.seeds()).filteredOn(s -> more.side(s) != bank.side(s)).hasSizeLessThan(3);
  }

  @Test
  void sharesNoSentenceWithTheExamplesOfThePolicy() {
    Config examples = ConfigFactory.parseFile(POLICY.toFile()).getConfig("policy.examples");
    List<String> positive = examples.getStringList("positive");
    List<String> negative = examples.getStringList("negative");
    assertThat(positive).hasSize(8);
    assertThat(negative).hasSize(8);
    assertThat(bank.seeds())
        .extracting(Seed::template)
        .doesNotContainAnyElementsOf(positive)
        .doesNotContainAnyElementsOf(negative);
  }
}
