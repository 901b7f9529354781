package org.penumbra.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class FrameTest {

  private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}@|'…]+");

  @Test
  void standsByAClaimAndWarnsOfItInTheSameWords() {
    assertThat(Frame.fromResource())
        .hasSizeGreaterThan(25)
        .allSatisfy(
            frame -> assertThat(words(frame.warning())).isEqualTo(words(frame.standingBy())))
        .noneMatch(frame -> frame.warning().equals(frame.standingBy()));
  }

  private static List<String> words(String text) {
    return NO_WORD.splitAsStream(text.toLowerCase(Locale.ROOT)).sorted().toList();
  }
}
