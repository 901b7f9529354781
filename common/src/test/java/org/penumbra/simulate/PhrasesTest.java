package org.penumbra.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PhrasesTest {

  private final Phrases phrases =
      new Phrases(Map.of("herb", List.of("sage"), "drink", List.of("{@herb} {tea|tea}")));

  @Test
  void leavesATextWithoutSlotsAsItIs() {
    assertThat(filled("plain, text.")).isEqualTo("plain, text.");
  }

  @Test
  void fillsSlotsInsideSlotsAndInsidePhrases() {
    assertThat(filled("a {cup|cup} of {@drink|{@herb} tea}!")).isEqualTo("a cup of sage tea!");
  }

  @Test
  void takesEachAlternative() {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 50; i++) {
      seen.add(phrases.fill("{one|two|}", new Draw(1, "test", "item " + i)));
    }
    assertThat(seen).containsExactlyInAnyOrder("one", "two", "");
  }

  @Test
  void refusesAnOpenSlot() {
    assertThatThrownBy(() -> filled("a {cup|mug of tea"))
        .hasMessage("A slot is not closed in 'a {cup|mug of tea'");
  }

  @Test
  void refusesAnUnknownBank() {
    assertThatThrownBy(() -> filled("{@root}")).hasMessage("No bank of phrases is named 'root'");
  }

  @Test
  void canFillEverySlotOfEverySeedAndFrame() {
    Phrases all = Phrases.fromResource();
    for (int i = 0; i < 20; i++) {
      Draw draw = new Draw(i, "test", "any");
      SeedBank.fromResources().seeds().forEach(seed -> all.fill(seed.template(), draw));
      Frame.fromResource().forEach(frame -> all.fill(frame.warning(), draw));
    }
  }

  private String filled(String template) {
    return phrases.fill(template, new Draw(1, "test", "item"));
  }
}
