package org.penumbra.jobs.forget;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * A file as lines of bytes and of text, so that lines that stay keep their bytes. A byte order mark
 * tells UTF-16 from UTF-8.
 */
final class TextLines {

  private static final String MARK = "\uFEFF";

  private final byte[] bytes;
  private final Charset charset;
  private final List<byte[]> lines = new ArrayList<>();

  TextLines(byte[] bytes) {
    this.bytes = bytes;
    this.charset = starts(0xFF, 0xFE) ? UTF_16LE : starts(0xFE, 0xFF) ? UTF_16BE : UTF_8;
    int unit = charset.equals(UTF_8) ? 1 : 2;
    int low = charset.equals(UTF_16BE) ? 1 : 0;
    int from = 0;
    for (int i = 0; i + unit <= bytes.length; i += unit) {
      if (bytes[i + low] == '\n' && (unit == 1 || bytes[i + 1 - low] == 0)) {
        lines.add(Arrays.copyOfRange(bytes, from, i + unit));
        from = i + unit;
      }
    }
    if (from < bytes.length) {
      lines.add(Arrays.copyOfRange(bytes, from, bytes.length));
    }
  }

  /** Whether the bytes are text beyond doubt; in others an id may be written in any way. */
  boolean isText() {
    boolean marked = !charset.equals(UTF_8);
    return strict(bytes, charset) != null && (marked || new String(bytes, UTF_8).indexOf(0) < 0);
  }

  int size() {
    return lines.size();
  }

  /** Some lines as text; a byte that is not of the file's encoding is taken for Latin-1. */
  String text(int from, int to) {
    StringBuilder text = new StringBuilder();
    for (byte[] line : lines.subList(from, to)) {
      text.append(decoded(line));
    }
    return text.indexOf(MARK) == 0 ? text.substring(1) : text.toString();
  }

  /** The file as a label reader takes it: in UTF-8, with the same lines. */
  byte[] utf8() {
    return charset.equals(UTF_8) ? bytes : text(0, size()).getBytes(UTF_8);
  }

  /** All of it as text, from which {@link #encoded} makes the same bytes. */
  String text() {
    return new String(bytes, exact());
  }

  /** The bytes of a text that is a part of {@link #text()}. */
  byte[] encoded(String text) {
    return text.getBytes(exact());
  }

  /** The bytes without some lines. */
  byte[] without(BitSet gone) {
    ByteArrayOutputStream left = new ByteArrayOutputStream();
    for (int i = 0; i < size(); i++) {
      if (!gone.get(i)) {
        left.writeBytes(lines.get(i));
      }
    }
    return left.toByteArray();
  }

  private boolean starts(int first, int second) {
    return bytes.length > 1 && bytes[0] == (byte) first && bytes[1] == (byte) second;
  }

  private Charset exact() {
    return strict(bytes, charset) == null ? ISO_8859_1 : charset;
  }

  private String decoded(byte[] line) {
    String text = strict(line, charset);
    return text == null ? new String(line, charset.equals(UTF_8) ? ISO_8859_1 : charset) : text;
  }

  /** Null where the bytes are none of the encoding. */
  private static String strict(byte[] bytes, Charset charset) {
    try {
      return charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }
}
