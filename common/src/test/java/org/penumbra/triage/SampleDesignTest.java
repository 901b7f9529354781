package org.penumbra.triage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.penumbra.triage.SampleDesign.Stratum;

class SampleDesignTest {

  private static final List<Stratum> STRATA = new MadeCorpus(.01).strata();

  @Test
  void positivesAreSoughtWhereTheyAre() {
    int[] draws = SampleDesign.forPositives(STRATA, 1000);
    assertThat(draws[5]).isGreaterThan(3 * 40);
    assertThat(draws[0]).isBetween(150, 200);
  }

  @Test
  void recallIsDecidedByWhatIsDropped() {
    int[] draws = SampleDesign.forRecall(STRATA, .95, 1000);
    assertThat(draws[0] + draws[1]).isGreaterThan(700);
    assertThat(Arrays.stream(draws).min().orElseThrow()).isPositive();
  }

  @Property
  void spendsTheBudgetAndNeverMoreThanThereIs(
      @ForAll @Size(min = 1, max = 8) List<@IntRange(max = 50) Integer> sizes,
      @ForAll @IntRange(max = 300) int budget) {
    List<Stratum> strata = new ArrayList<>();
    for (int h = 0; h < sizes.size(); h++) {
      strata.add(new Stratum(sizes.get(h), h / 8.0, h > 3));
    }
    int all = sizes.stream().mapToInt(Integer::intValue).sum();
    int[] draws = SampleDesign.forRecall(strata, .9, budget);
    assertThat(Arrays.stream(draws).sum()).isEqualTo(Math.min(all, budget));
    for (int h = 0; h < draws.length; h++) {
      assertThat(draws[h]).isLessThanOrEqualTo(sizes.get(h));
    }
  }

  @Test
  void noTextStandsForMoreThanTwiceWhatItWouldInAUniformSample() {
    long rows = STRATA.stream().mapToLong(Stratum::size).sum();
    for (int[] draws :
        List.of(
            SampleDesign.forPositives(STRATA, 1000), SampleDesign.forRecall(STRATA, .95, 1000))) {
      for (int h = 0; h < draws.length; h++) {
        assertThat((double) STRATA.get(h).size() / draws[h]).isLessThan(2.05 * rows / 1000);
      }
    }
  }

  @Test
  void refusesImpossibleStrata() {
    assertThatThrownBy(() -> new Stratum(1, 1.5, true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Impossible stratum: size 1, rate 1.5");
  }
}
