package org.penumbra.jobs.corpus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

/** What is UTF-8, held against Java's own strict decoder. */
class Utf8Test {

  @Property
  void validWhereJavaDecodes(@ForAll @Size(max = 24) byte[] bytes) {
    assertThat(Utf8.valid(bytes)).isEqualTo(decodes(bytes));
  }

  /** Random bytes seldom come near a rule's edge: here a text has one byte changed or lost. */
  @Property
  void validWhereJavaDecodesATextWithAFlaw(
      @ForAll String text, @ForAll byte flaw, @ForAll int place, @ForAll boolean cut) {
    byte[] bytes = text.getBytes(UTF_8);
    if (bytes.length > 0) {
      int at = Math.floorMod(place, bytes.length);
      if (cut) {
        bytes = Arrays.copyOf(bytes, at);
      } else {
        bytes[at] = flaw;
      }
    }
    assertThat(Utf8.valid(bytes)).isEqualTo(decodes(bytes));
  }

  /** Every pair of bytes that a character of three or four bytes can begin with. */
  @Property(tries = 1)
  void validAtEveryEdge() {
    for (int lead = 0x80; lead <= 0xFF; lead++) {
      for (int second = 0x7F; second <= 0xC0; second++) {
        for (int more = 0; more < 3; more++) {
          byte[] bytes = {(byte) lead, (byte) second, (byte) 0x80, (byte) 0xBF};
          byte[] some = Arrays.copyOf(bytes, 2 + more);
          assertThat(Utf8.valid(some)).as("%x %x %d", lead, second, more).isEqualTo(decodes(some));
        }
      }
    }
  }

  private static boolean decodes(byte[] bytes) {
    try {
      UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
