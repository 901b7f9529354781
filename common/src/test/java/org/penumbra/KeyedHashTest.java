package org.penumbra;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KeyedHashTest {

  /** Of RFC 4231, section 4.3. */
  @Test
  void isHmacSha256() {
    assertThat(new KeyedHash("Jefe".getBytes(UTF_8)).hex("what do ya want for nothing?", 32))
        .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  }

  @Test
  void isTheSameFromManyThreads() {
    KeyedHash shared = new KeyedHash("Jefe".getBytes(UTF_8));

    assertThat(IntStream.range(0, 20_000).parallel().mapToObj(i -> shared.hex("item " + i, 16)))
        .containsExactlyElementsOf(
            IntStream.range(0, 20_000)
                .mapToObj(i -> new KeyedHash("Jefe".getBytes(UTF_8)).hex("item " + i, 16))
                .toList());
  }
}
