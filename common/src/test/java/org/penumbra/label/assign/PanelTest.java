package org.penumbra.label.assign;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PanelTest {

  private static final Pseudonyms KEYED = new Pseudonyms("secret".getBytes(UTF_8));

  @Test
  void knowsItsMembersByNameAndByPseudonym() {
    Panel panel = Panel.of(List.of("Ann@example.org", "bob"), KEYED);
    String ann = panel.raters().get(0);

    assertThat(ann).matches("r-[0-9a-f]{12}");
    assertThat(panel.rater("ann@example.org ")).contains(ann);
    assertThat(panel.rater(ann)).contains(ann);
    assertThat(panel.rater("cy")).isEmpty();
    assertThat(panel.isNamed()).isTrue();
  }

  @Test
  void aPseudonymNeedsTheKey() {
    assertThat(KEYED.of("bob")).isEqualTo(KEYED.of(" BOB"));
    assertThat(KEYED.of("bob")).isNotEqualTo(new Pseudonyms("other".getBytes(UTF_8)).of("bob"));
    assertThat(KEYED.of(KEYED.of("bob"))).isEqualTo(KEYED.of("bob"));
  }

  @Test
  void keepsThePseudonymOfANameForever() {
    // printf bob | openssl dgst -sha256 -hmac secret
    assertThat(KEYED.of("bob")).isEqualTo("r-9c90819f8837");
  }

  @Test
  void anOpenPanelHasPlacesAndTakesWhoeverAnswers() {
    Panel plain = Panel.open(2, null);
    Panel keyed = Panel.open(2, KEYED);

    assertThat(plain.raters()).containsExactly("rater-1", "rater-2");
    assertThat(plain.rater("bob")).contains("bob");
    assertThat(keyed.rater("bob")).contains(KEYED.of("bob"));
    assertThat(keyed.rater("rater-2")).contains("rater-2");
    assertThat(plain.isNamed()).isFalse();
  }

  @Test
  void takesNamesOutOfATextWhateverTheirCase() {
    Panel panel = Panel.of(List.of("ann", "ann.lee"), KEYED);

    assertThat(panel.withoutNames("i1,ANN.LEE,1; ann"))
        .isEqualTo("i1," + KEYED.of("ann.lee") + ",1; " + KEYED.of("ann"));
  }

  @Test
  void keepsNoSampleWhereItMightHoldANameThatNobodyKnows() {
    assertThat(Panel.open(2, null).sample("i1,bob,1")).isEqualTo("i1,bob,1");
    assertThat(Panel.open(2, KEYED).sample("i1,bob,1")).isEmpty();
    assertThat(Panel.of(List.of("bob"), KEYED).sample("i1,bob,1"))
        .isEqualTo("i1," + KEYED.of("bob") + ",1");
  }
}
