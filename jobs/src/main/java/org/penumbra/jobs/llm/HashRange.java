package org.penumbra.jobs.llm;

import java.io.Serializable;
import java.util.HexFormat;

/**
 * A range of hashes, by their first 8 hexadecimal digits.
 *
 * @param from the least of them, as a number
 * @param to the greatest of them
 */
record HashRange(long from, long to) implements Serializable {

  private static final int DIGITS = 8;
  private static final long ALL = 1L << (4 * DIGITS);

  /** One of some equal parts of all hashes, from 0. */
  static HashRange part(int part, int parts) {
    return new HashRange(least(part, parts), least(part + 1, parts) - 1);
  }

  /** The part a hash belongs to. */
  static int partOf(String hash, int parts) {
    return (int) (number(hash) * parts / ALL);
  }

  /** The range a {@link #name} tells, with anything behind it. */
  static HashRange of(String name) {
    return new HashRange(number(name), number(name.substring(DIGITS + 1)));
  }

  /** Its ends as text. */
  String name() {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(from, DIGITS) + "-" + hex.toHexDigits(to, DIGITS);
  }

  boolean contains(String hash) {
    long number = number(hash);
    return from <= number && number <= to;
  }

  boolean covers(HashRange other) {
    return from <= other.from && other.to <= to;
  }

  boolean overlaps(HashRange other) {
    return from <= other.to && other.from <= to;
  }

  /** The least number whose part is this one. */
  private static long least(int part, int parts) {
    return (part * ALL + parts - 1) / parts;
  }

  private static long number(String hash) {
    return HexFormat.fromHexDigitsToLong(hash, 0, DIGITS);
  }
}
