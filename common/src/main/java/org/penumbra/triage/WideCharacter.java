package org.penumbra.triage;

/** Characters beyond ASCII, in UTF-8, and what they do to words. */
final class WideCharacter {

  private static final int MOST_BYTES = 4;

  private WideCharacter() {}

  /** What a character is to the words around it. */
  enum Kind {
    /** A letter or digit: part of a word. */
    LETTER,
    /** A space, punctuation or a control character: between words. */
    SEPARATOR,
    /** A word of its own: an emoji, or a character of a script that puts no spaces. */
    ALONE
  }

  /** Where the character begins that has a byte at a place. */
  static int start(byte[] utf8, int from, int at) {
    int start = at;
    while (start > from && at - start < MOST_BYTES - 1 && continues(utf8[start])) {
      start--;
    }
    return start;
  }

  /** Bytes of the character that begins at a place; 1 where they are no character. */
  static int length(byte[] utf8, int at, int to) {
    int lead = utf8[at] & 0xFF;
    int length = lead < 0xC2 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 1;
    if (at + length > to) {
      return 1;
    }
    for (int i = at + 1; i < at + length; i++) {
      if (!continues(utf8[i])) {
        return 1;
      }
    }
    return length;
  }

  /** The kind of a character's bytes; a single one is no character, and a letter. */
  static Kind kind(byte[] utf8, int at, int next) {
    if (next - at == 1) {
      return Kind.LETTER;
    }
    int point = utf8[at] & (0xFF >>> (next - at + 1));
    for (int i = at + 1; i < next; i++) {
      point = point << 6 | (utf8[i] & 0x3F);
    }
    return kind(point);
  }

  private static Kind kind(int point) {
    return switch (Character.getType(point)) {
      case Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.CONTROL,
          Character.FORMAT,
          Character.CONNECTOR_PUNCTUATION,
          Character.DASH_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.OTHER_PUNCTUATION ->
          Kind.SEPARATOR;
      case Character.MATH_SYMBOL,
          Character.CURRENCY_SYMBOL,
          Character.MODIFIER_SYMBOL,
          Character.OTHER_SYMBOL ->
          Kind.ALONE;
      default -> isUnspaced(point) ? Kind.ALONE : Kind.LETTER;
    };
  }

  private static boolean isUnspaced(int point) {
    if (!Character.isValidCodePoint(point)) {
      return false;
    }
    return switch (Character.UnicodeScript.of(point)) {
      case HAN, HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR, TIBETAN -> true;
      default -> false;
    };
  }

  private static boolean continues(byte each) {
    return (each & 0xC0) == 0x80;
  }
}
