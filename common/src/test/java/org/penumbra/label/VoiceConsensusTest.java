package org.penumbra.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.penumbra.StableHash;

class VoiceConsensusTest {

  private static final List<String> NAMES = List.of("plain", "strict", "wild");
  private static final double[] SENSITIVITY = {.9, .95, .8};
  private static final double[] SPECIFICITY = {.95, .8, .75};

  @Test
  void learnsHowFarEachVoiceIsToBeBelieved() {
    VoiceConsensus consensus = VoiceConsensus.of(NAMES, patterns(20_000, .2));

    assertThat(consensus.prevalence()).isCloseTo(.2, within(.03));
    for (int i = 0; i < NAMES.size(); i++) {
      VoiceConsensus.Voice voice = consensus.voices().get(i);
      assertThat(voice.name()).isEqualTo(NAMES.get(i));
      assertThat(voice.votes()).isEqualTo(20_000);
      assertThat(voice.sensitivity()).isCloseTo(SENSITIVITY[i], within(.05));
      assertThat(voice.specificity()).isCloseTo(SPECIFICITY[i], within(.05));
    }
    assertThat(consensus.caution()).isNull();
    assertThat(consensus.sentence())
        .startsWith("voices: plain finds 0.9")
        .endsWith("of negatives by their votes alone");
  }

  @Test
  void certainVotesGetThePosteriorOfDawidAndSkene() {
    SortedMap<String, Long> patterns = patterns(2000, .3);
    Map<String, Map<String, Answer>> items = new TreeMap<>();
    patterns.forEach(
        (pattern, count) -> {
          for (int copy = 0; copy < count; copy++) {
            Map<String, Answer> answers = new TreeMap<>();
            for (int i = 0; i < NAMES.size(); i++) {
              answers.put(
                  NAMES.get(i), pattern.charAt(i) == '1' ? Answer.POSITIVE : Answer.NEGATIVE);
            }
            items.put(pattern + " " + copy, answers);
          }
        });
    DawidSkene each = DawidSkene.of(items);
    VoiceConsensus consensus = VoiceConsensus.of(NAMES, patterns);

    patterns
        .keySet()
        .forEach(
            pattern ->
                assertThat(consensus.score(certain(pattern)))
                    .as(pattern)
                    .isCloseTo(each.posterior().get(pattern + " 0"), within(1e-6)));
  }

  @Test
  void aVoiceThatKnowsNothingHardlyMovesTheScore() {
    VoiceConsensus consensus =
        new VoiceConsensus(
            .1,
            List.of(
                new VoiceConsensus.Voice("good", 100, .9, .9),
                new VoiceConsensus.Voice("coin", 100, .5, .5)),
            null);

    assertThat(consensus.score(List.of(.7, .1))).isEqualTo(consensus.score(List.of(.7, .9)));
    assertThat(consensus.score(List.of(.8, .1))).isGreaterThan(consensus.score(List.of(.7, .1)));
  }

  @Test
  void aVoiceWithoutAScoreHasNoSay() {
    VoiceConsensus consensus = VoiceConsensus.of(NAMES, patterns(1000, .3));

    assertThat(consensus.score(Arrays.asList(null, null, null)))
        .isCloseTo(consensus.prevalence(), within(1e-12));
    assertThat(VoiceConsensus.of(NAMES, new TreeMap<>(Map.of("1--", 3L, "0--", 5L))).voices())
        .filteredOn(voice -> !voice.name().equals("plain"))
        .allMatch(voice -> voice.votes() == 0);
  }

  @Test
  void twoVoicesAreCautionedAgainst() {
    assertThat(VoiceConsensus.of(List.of("a", "b"), new TreeMap<>(Map.of("11", 9L))).caution())
        .isEqualTo(
            "two voices alone can hardly be weighed against one another; three or more are wanted");
  }

  @Test
  void aVoteIsWhereMoreThanHalfOfTheScoreLies() {
    assertThat(VoiceConsensus.vote(.5)).isEqualTo('1');
    assertThat(VoiceConsensus.vote(.49)).isEqualTo('0');
    assertThat(VoiceConsensus.vote(null)).isEqualTo('-');
  }

  @Test
  void disagreementIsTheMeanDifferenceOfPairs() {
    assertThat(VoiceConsensus.disagreement(List.of(1.0, 0.0, 0.0)))
        .isCloseTo(2 / 3.0, within(1e-9));
    assertThat(VoiceConsensus.disagreement(Arrays.asList(.2, null, .7)))
        .isCloseTo(.5, within(1e-9));
    assertThat(VoiceConsensus.disagreement(List.of(.4, .4, .4))).isCloseTo(0, within(1e-12));
    assertThat(VoiceConsensus.disagreement(Arrays.asList(.4, null))).isNull();
  }

  @Property
  void disagreementLiesBetweenNoneAndAllWhateverTheOrder(
      @ForAll @Size(min = 2, max = 6) List<@DoubleRange(min = 0, max = 1) Double> scores) {
    List<Double> reversed = new ArrayList<>(scores);
    java.util.Collections.reverse(reversed);

    assertThat(VoiceConsensus.disagreement(scores))
        .isBetween(-1e-12, 1.0)
        .isEqualTo(VoiceConsensus.disagreement(reversed));
  }

  @Property
  void howeverManyTextsAndHoweverSureTheVoicesAScoreIsAProbability(
      @ForAll @LongRange(min = 1, max = 1_000_000_000_000L) long texts,
      @ForAll @Size(3) List<@DoubleRange(min = 0, max = 1) Double> scores) {
    SortedMap<String, Long> unanimous =
        new TreeMap<>(Map.of("000", texts, "111", 1 + texts / 1000));
    VoiceConsensus consensus = VoiceConsensus.of(NAMES, unanimous);

    assertThat(consensus.score(scores)).isBetween(0.0, 1.0);
    assertThat(consensus.score(List.of(0.0, 0.0, 0.0))).isLessThan(0.01);
    assertThat(consensus.score(List.of(0.1, 0.1, 0.1))).isLessThan(0.1);
    assertThat(consensus.score(List.of(1.0, 1.0, 1.0))).isGreaterThan(0.5);
  }

  private static List<Double> certain(String pattern) {
    return pattern.chars().mapToObj(vote -> vote == '1' ? 1.0 : 0.0).toList();
  }

  private static SortedMap<String, Long> patterns(int texts, double prevalence) {
    SortedMap<String, Long> patterns = new TreeMap<>();
    for (int text = 0; text < texts; text++) {
      boolean positive = StableHash.unit(1, "truth", "t" + text) < prevalence;
      StringBuilder pattern = new StringBuilder();
      for (int i = 0; i < NAMES.size(); i++) {
        double right = positive ? SENSITIVITY[i] : SPECIFICITY[i];
        boolean hit = StableHash.unit(1, NAMES.get(i), "t" + text) < right;
        pattern.append(hit == positive ? '1' : '0');
      }
      patterns.merge(pattern.toString(), 1L, Long::sum);
    }
    return patterns;
  }
}
