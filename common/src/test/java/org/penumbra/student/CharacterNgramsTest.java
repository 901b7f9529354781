package org.penumbra.student;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CharacterNgramsTest {

  private static final CharacterNgrams TRIGRAMS = new CharacterNgrams(3, 3, 18, 1000);

  @Test
  void countsTheNgramsOfAWordBetweenBlanks() {
    // " abab ": " ab", "aba", "bab", "ab " and the same in fours: " aba", "abab", "bab ".
    SparseVector counts = new CharacterNgrams(3, 4, 18, 1000).of("abab");

    assertThat(counts.values()).containsExactly(1, 1, 1, 1, 1, 1, 1);
    // " xaxax ": "xax" twice.
    assertThat(TRIGRAMS.of("xaxax").values()).containsExactlyInAnyOrder(1, 2, 1, 1);
  }

  @Test
  void givesEachNgramItsPlaceWhereverItStands() {
    SparseVector word = TRIGRAMS.of("cure");
    SparseVector sentence = TRIGRAMS.of("no cure here");

    assertThat(Arrays.stream(word.indices()).boxed())
        .isSubsetOf(Arrays.stream(sentence.indices()).boxed().toList());
  }

  @Test
  void countsAllLengthsFromTheShortestToTheLongest() {
    // 12 characters with the blanks: 10 of three, 9 of four, 8 of five.
    assertThat(sum(CharacterNgrams.STANDARD.of("abcdefghij"))).isEqualTo(27);
  }

  @ParameterizedTest
  @CsvSource({
    "'Miracle CURE', 'miracle cure'",
    "'  miracle   cure ', 'miracle cure'",
    "'miracle\t\ncure', 'miracle cure'",
    "'MIRACLE\u2003CURE', 'miracle cure'",
  })
  void doesNotMindCaseAndWhiteSpace(String one, String other) {
    assertThat(CharacterNgrams.STANDARD.of(one)).isEqualTo(CharacterNgrams.STANDARD.of(other));
  }

  @Test
  void lowersLettersAlikeInEveryLanguageOfTheMachine() {
    Locale before = Locale.getDefault();
    SparseVector expected = TRIGRAMS.of("INSULIN");
    try {
      Locale.setDefault(Locale.forLanguageTag("tr"));
      assertThat(TRIGRAMS.of("INSULIN")).isEqualTo(expected);
    } finally {
      Locale.setDefault(before);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a"})
  void findsNothingLongerThanTheText(String text) {
    assertThat(new CharacterNgrams(4, 5, 18, 1000).of(text)).isEqualTo(SparseVector.ZERO);
  }

  @Property(tries = 200)
  void givesAscendingPlacesAndTheSameEachTime(@ForAll String text) {
    SparseVector counts = CharacterNgrams.STANDARD.of(text);

    assertThat(counts.indices()).isSorted().doesNotHaveDuplicates();
    assertThat(Arrays.stream(counts.indices()))
        .allMatch(place -> place >= 0 && place < CharacterNgrams.STANDARD.places());
    assertThat(CharacterNgrams.STANDARD.of(text)).isEqualTo(counts);
  }

  @Test
  void readsNothingBeyondItsCap() {
    String long1 = "a spoon a day ".repeat(100);
    CharacterNgrams capped = new CharacterNgrams(3, 5, 18, 140);

    assertThat(capped.of(long1 + "and diabetes is history")).isEqualTo(capped.of(long1));
    assertThat(capped.of(long1)).isEqualTo(capped.of("a spoon a day ".repeat(10)));
  }

  @Test
  void spreadsNgramsOverItsPlaces() {
    CharacterNgrams few = new CharacterNgrams(3, 3, 8, 100_000);
    String text = IntStream.range(0, 5000).mapToObj(Integer::toString).reduce("", String::concat);
    SparseVector counts = few.of(text);

    assertThat(counts.indices().length).as("of 256 places, for 1,000 trigrams").isGreaterThan(240);
  }

  @ParameterizedTest
  @CsvSource({"0, 3, 18, 10", "4, 3, 18, 10", "3, 5, 0, 10", "3, 5, 25, 10", "3, 5, 18, 0"})
  void refusesAnImpossibleShape(int shortest, int longest, int bits, int characters) {
    assertThatThrownBy(() -> new CharacterNgrams(shortest, longest, bits, characters))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Impossible n-grams: %d to %d in 2^%d places, of %d characters",
            shortest, longest, bits, characters);
  }

  private static double sum(SparseVector counts) {
    double sum = 0;
    for (float value : counts.values()) {
      sum += value;
    }
    return sum;
  }
}
