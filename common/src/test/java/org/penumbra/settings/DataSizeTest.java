package org.penumbra.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataSizeTest {

  @ParameterizedTest
  @CsvSource({
    "1B, 1",
    "2kB, 2000",
    "2KiB, 2048",
    "64 MB, 64000000",
    "1.5MiB, 1572864",
    "3GiB, 3221225472",
    "1TB, 1000000000000",
  })
  void readsPowersOf1000AndOf1024(String text, long bytes) {
    assertThat(DataSize.parse(text)).isEqualTo(new DataSize(bytes));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "MiB", "1m", "1 mib", "-1B", "0B", "1..2MB", "99999999999TB"})
  void refusesWhatIsNoSize(String text) {
    assertThatThrownBy(() -> DataSize.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void showsTheLargestUnitThatDividesIt() {
    assertThat(new DataSize(1_048_576)).hasToString("1MiB");
    assertThat(new DataSize(64_000_000)).hasToString("64MB");
    assertThat(new DataSize(1025)).hasToString("1025B");
  }

  @Property
  void readsBackWhatItShows(@ForAll @LongRange(min = 1) long bytes) {
    assertThat(DataSize.parse(new DataSize(bytes).toString())).isEqualTo(new DataSize(bytes));
  }
}
