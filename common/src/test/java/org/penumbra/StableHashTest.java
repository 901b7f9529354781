package org.penumbra;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class StableHashTest {

  @Test
  void runsThatAreDoneKeepTheirNumbers() {
    assertThat(StableHash.id128("penumbra")).isEqualTo("696cc4f69cc421c6031c490add01083e");
    assertThat(StableHash.unit(17, "pool", "r1")).isEqualTo(0.9449819251088922);
  }

  @Property(tries = 200)
  void aDrawIsTheHashOfSeedPurposeAndId(
      @ForAll long seed, @ForAll("words") String purpose, @ForAll("words") String id)
      throws NoSuchAlgorithmException {
    byte[] text = (purpose + "\0" + id).getBytes(UTF_8);
    byte[] message = ByteBuffer.allocate(8 + text.length).putLong(seed).put(text).array();
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(message);
    double expected = new BigInteger(1, hash).shiftRight(256 - 53).doubleValue() * 0x1.0p-53;

    StableHash.Draw draw = new StableHash.Draw(seed, purpose);

    assertThat(draw.unit(id)).isEqualTo(expected);
    assertThat(draw.unit(id)).as("again").isEqualTo(expected);
    assertThat(StableHash.unit(seed, purpose, id)).isEqualTo(expected);
  }

  @Provide
  Arbitrary<String> words() {
    return Arbitraries.strings().ofMaxLength(20).ascii();
  }
}
