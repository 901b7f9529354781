package org.penumbra.embed;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Writes a message in the wire format of protocol buffers, in which ONNX models lie. Weights are
 * not copied before the whole is put together.
 */
final class OnnxMessage {

  private final List<ByteBuffer> parts = new ArrayList<>();
  private ByteArrayOutputStream open = new ByteArrayOutputStream();
  private int length;

  private OnnxMessage() {}

  /** A whole message. */
  static byte[] of(Consumer<OnnxMessage> content) {
    OnnxMessage message = new OnnxMessage();
    content.accept(message);
    message.seal();
    ByteBuffer whole = ByteBuffer.allocate(message.length);
    message.parts.forEach(part -> whole.put(part.duplicate()));
    return whole.array();
  }

  OnnxMessage number(int field, long value) {
    varint((long) field << 3);
    varint(value);
    return this;
  }

  OnnxMessage real(int field, float value) {
    varint(((long) field << 3) | 5);
    int bits = Float.floatToRawIntBits(value);
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      open.write(bits >>> shift);
    }
    length += Integer.BYTES;
    return this;
  }

  OnnxMessage text(int field, String value) {
    return bytes(field, ByteBuffer.wrap(value.getBytes(UTF_8)));
  }

  OnnxMessage bytes(int field, ByteBuffer value) {
    varint(((long) field << 3) | 2);
    varint(value.remaining());
    add(value);
    return this;
  }

  OnnxMessage message(int field, Consumer<OnnxMessage> content) {
    OnnxMessage message = new OnnxMessage();
    content.accept(message);
    message.seal();
    varint(((long) field << 3) | 2);
    varint(message.length);
    message.parts.forEach(this::add);
    return this;
  }

  private void add(ByteBuffer bytes) {
    seal();
    parts.add(bytes);
    length += bytes.remaining();
  }

  private void seal() {
    if (open.size() > 0) {
      parts.add(ByteBuffer.wrap(open.toByteArray()));
      open = new ByteArrayOutputStream();
    }
  }

  private void varint(long value) {
    long rest = value;
    while (rest < 0 || rest > 0x7f) {
      open.write((int) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
      length++;
    }
    open.write((int) rest);
    length++;
  }
}
