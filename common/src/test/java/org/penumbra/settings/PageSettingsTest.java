package org.penumbra.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.penumbra.UserException;

class PageSettingsTest {

  @Test
  void hasTheDefaultsOfTheFile() {
    assertThat(new SettingsLoader().load(List.of()).page())
        .isEqualTo(new PageSettings(null, false, 50, 45, null));
  }

  @Test
  void takesEveryKey() {
    List<String> sets =
        List.of(
            "page.content-warning=Harsh words ahead.",
            "page.blur=true",
            "page.break-after=20",
            "page.break-minutes=0",
            "page.passphrase-file=page.pass");

    assertThat(new SettingsLoader().load(sets).page())
        .isEqualTo(new PageSettings("Harsh words ahead.", true, 20, 0, "page.pass"));
  }

  @Test
  void refusesAFlagThatIsNeitherTrueNorFalse() {
    assertThatThrownBy(() -> new SettingsLoader().load(List.of("page.blur=yes")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("page.blur: found \"yes\", expected true or false");
  }
}
