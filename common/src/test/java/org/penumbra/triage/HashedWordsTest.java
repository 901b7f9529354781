package org.penumbra.triage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.penumbra.student.SparseVector;

class HashedWordsTest {

  private static final TriageModel MODEL = model(HashedWords.STANDARD);

  static List<String> hostile() {
    return List.of(
        "",
        " ",
        "\0\0",
        "a\0b",
        "...!?",
        "x",
        "x".repeat(63),
        "x".repeat(64),
        "x".repeat(65) + " y",
        "y " + "x".repeat(200),
        "x".repeat(1_000_000),
        "a ".repeat(5_000),
        "😀😀 👨‍👩‍👧 ok",
        "\uD800 unpaired \uDFFF",
        "Привет, мир! 你好世界",
        "tab\tnew\nline\r\n\u00a0nbsp",
        "@user: RT http://t.co/Ab1 &amp; don't");
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void theScorerAndTheTrainersRowsAgree(String text) {
    assertAgree(text);
  }

  @Property
  void theyAgreeOnAnyText(@ForAll String text) {
    assertAgree(text);
  }

  @Property
  void aTextScoresTheSameWhereverItStands(
      @ForAll byte[] utf8,
      @ForAll @IntRange(max = 70) int before,
      @ForAll("filling") byte filling) {
    byte[] padded = new byte[before + utf8.length + before];
    java.util.Arrays.fill(padded, filling);
    System.arraycopy(utf8, 0, padded, before, utf8.length);
    TriageScorer scorer = MODEL.scorer();
    assertThat(scorer.score(padded, before, before + utf8.length))
        .isEqualTo(scorer.score(utf8, 0, utf8.length));
  }

  @Provide
  Arbitrary<Byte> filling() {
    return Arbitraries.bytes();
  }

  @Property
  void findsWhatALookAtEachCharacterFinds(@ForAll @From("ofManyScripts") String text) {
    int words = 0;
    int run = 0;
    for (int point : text.codePoints().toArray()) {
      if ("你แ😀".indexOf(point) >= 0) {
        words++;
        run = 0;
      } else if (Character.isLetterOrDigit(point)) {
        int longer = run + Character.toString(point).getBytes(UTF_8).length;
        words += pieces(longer) - pieces(run);
        run = longer;
      } else {
        run = 0;
      }
    }
    byte[] utf8 = text.getBytes(UTF_8);
    assertThat(HashedWords.STANDARD.reader().read(utf8, 0, utf8.length))
        .isEqualTo(Math.max(0, 2 * words - 1));
  }

  /** Words that so many bytes of letters make. */
  private static int pieces(int bytes) {
    return (bytes + WordReader.LONGEST - 1) / WordReader.LONGEST;
  }

  @Provide
  Arbitrary<String> ofManyScripts() {
    return Arbitraries.of(
            "a", "Z", "7", " ", "-", "\u00a0", "、", "\u200b", "é", "я", "한", "你", "แ", "😀")
        .list()
        .ofMaxSize(200)
        .map(parts -> String.join("", parts))
        .flatMap(text -> Arbitraries.of(text, text + "é".repeat(99) + text));
  }

  @Test
  void everySpaceParts() {
    assertThat(windows("good\u00a0morning\u3000world")).isEqualTo(windows("good morning world"));
  }

  @Test
  void aScriptWithoutSpacesHasAWordForEachCharacter() {
    assertThat(windows("买神药吧")).isEqualTo(windows("买 神 药 吧"));
    assertThat(windows("ok😀")).isEqualTo(windows("ok 😀"));
  }

  @Test
  void asciiIsLowerCasedAndPunctuationParts() {
    assertThat(windows("Good MORNING, World9")).isEqualTo(windows("good morning world9"));
    assertThat(windows("goodmorning")).isNotEqualTo(windows("good morning"));
    assertThat(windows("abcdefgh i")).isNotEqualTo(windows("abcdefghi"));
  }

  @Test
  void pairsKnowTheOrderOfWords() {
    assertThat(windows("man bites dog")).isNotEqualTo(windows("dog bites man"));
  }

  @Test
  void aShortTextIsOneWindowOfUnitLength() {
    SparseVector window = windows("every word here is another").get(0);
    double squares = 0;
    for (float value : window.values()) {
      squares += value * value;
    }
    assertThat(window.indices()).hasSize(9);
    assertThat(squares).isCloseTo(1, within(1e-6));
  }

  @Test
  void paddingDoesNotHideAPhrase() {
    String filler = "some words that say nothing at all ".repeat(40);
    TriageScorer scorer =
        new TriageTrainer(HashedWords.STANDARD, .01)
            .train(
                List.of("buy the miracle cure now", filler),
                new double[] {1, 0},
                new double[] {1, 1})
            .scorer();
    String phrase = "buy the miracle cure now buy the miracle cure now ".repeat(12);
    double alone = scorer.score(phrase);
    assertThat(scorer.score(filler.repeat(20) + phrase + filler.repeat(20)))
        .isGreaterThan(scorer.score(filler) + (alone - scorer.score(filler)) / 3);
  }

  @Test
  void bitsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> new HashedWords(25))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Bits lie in 1 to 24, not 25");
  }

  private static List<SparseVector> windows(String text) {
    return HashedWords.STANDARD.windows(text);
  }

  private static void assertAgree(String text) {
    double highest =
        windows(text).stream()
            .mapToDouble(window -> window.dot(MODEL.weights()))
            .max()
            .orElseThrow();
    assertThat(MODEL.scorer().score(text)).isCloseTo(MODEL.bias() + highest, within(1e-4));
  }

  /** Any weights will do. */
  private static TriageModel model(HashedWords words) {
    float[] weights = new float[words.places()];
    for (int place = 0; place < weights.length; place++) {
      weights[place] = (float) Math.sin(place);
    }
    return new TriageModel(words, weights, -1);
  }
}
