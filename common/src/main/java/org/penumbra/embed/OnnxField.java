package org.penumbra.embed;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * A field of a message in the wire format of protocol buffers.
 *
 * @param number which field
 * @param varint its value, where it is a number
 * @param bytes its content, where it has a length; null else
 */
record OnnxField(int number, long varint, ByteBuffer bytes) {

  private static final int VARINT = 0;
  private static final int EIGHT_BYTES = 1;
  private static final int WITH_LENGTH = 2;
  private static final int FOUR_BYTES = 5;

  /**
   * The fields of a message, in order.
   *
   * @throws RuntimeException if the bytes are no message
   */
  static List<OnnxField> of(ByteBuffer message) {
    ByteBuffer in = message.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    List<OnnxField> fields = new ArrayList<>();
    while (in.hasRemaining()) {
      int tag = (int) varint(in);
      int number = tag >>> 3;
      fields.add(
          switch (tag & 7) {
            case VARINT -> new OnnxField(number, varint(in), null);
            case EIGHT_BYTES -> new OnnxField(number, in.getLong(), null);
            case FOUR_BYTES -> new OnnxField(number, in.getInt(), null);
            case WITH_LENGTH -> new OnnxField(number, 0, take(in, Math.toIntExact(varint(in))));
            default -> throw new IllegalArgumentException("no wire type " + (tag & 7));
          });
    }
    return fields;
  }

  String text() {
    return UTF_8.decode(bytes.duplicate()).toString();
  }

  float real() {
    return Float.intBitsToFloat((int) varint);
  }

  /** The numbers of a repeated field, which may come one by one or packed. */
  List<Long> varints() {
    if (bytes == null) {
      return List.of(varint);
    }
    ByteBuffer in = bytes.duplicate();
    List<Long> numbers = new ArrayList<>();
    while (in.hasRemaining()) {
      numbers.add(varint(in));
    }
    return numbers;
  }

  private static ByteBuffer take(ByteBuffer in, int length) {
    ByteBuffer taken = in.slice(in.position(), length);
    in.position(in.position() + length);
    return taken;
  }

  private static long varint(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte next = in.get();
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("a number without an end");
  }
}
