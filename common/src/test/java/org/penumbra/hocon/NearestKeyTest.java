package org.penumbra.hocon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestKeyTest {

  private static final List<String> KNOWN =
      List.of("seed", "cluster.k-max", "cluster.k-min", "embedder.kind", "scorer.kind");

  @ParameterizedTest
  @CsvSource({
    "sed, seed",
    "cluster.kmax, cluster.k-max",
    "k-min, cluster.k-min",
    "embeder.kind, embedder.kind",
    "pair.k-max, cluster.k-max",
  })
  void findsWhatWasMeant(String key, String meant) {
    assertThat(NearestKey.to(key, KNOWN)).isEqualTo(meant);
  }

  @Test
  void takesTheFirstInTheAlphabetAmongEquals() {
    assertThat(NearestKey.to("x.kind", KNOWN)).isEqualTo("embedder.kind");
    assertThat(NearestKey.to("x.kind", List.of("scorer.kind", "embedder.kind")))
        .isEqualTo("embedder.kind");
  }

  @ParameterizedTest
  @CsvSource({"kitten, sitting, 3", "seed, seed, 0", "'', abc, 3", "abc, '', 3", "ab, ba, 2"})
  void countsEdits(String from, String to, int edits) {
    assertThat(NearestKey.edits(from, to)).isEqualTo(edits);
  }

  @Property
  void countsTheSameEditsBothWays(
      @ForAll @AlphaChars @StringLength(max = 8) String a,
      @ForAll @AlphaChars @StringLength(max = 8) String b) {
    assertThat(NearestKey.edits(a, b))
        .isEqualTo(NearestKey.edits(b, a))
        .isBetween(Math.abs(a.length() - b.length()), Math.max(a.length(), b.length()));
  }
}
