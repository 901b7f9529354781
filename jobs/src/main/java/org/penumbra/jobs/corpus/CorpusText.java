package org.penumbra.jobs.corpus;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Serializable;
import java.util.Optional;

/**
 * A text of the corpus: bytes until somebody asks for the string, for most are judged by their
 * bytes and dropped. Not for several threads.
 */
public final class CorpusText implements Serializable {

  private byte[] utf8;
  private String string;

  private CorpusText(byte[] utf8, String string) {
    this.utf8 = utf8;
    this.string = string;
  }

  /** A text that is a string already; null for null. */
  public static CorpusText of(String string) {
    return string == null ? null : new CorpusText(null, string);
  }

  /** The text that these bytes encode, unless they are not UTF-8. */
  static Optional<CorpusText> decode(byte[] utf8) {
    return Utf8.valid(utf8) ? Optional.of(new CorpusText(utf8, null)) : Optional.empty();
  }

  /** Its bytes, not to be changed. */
  public byte[] utf8() {
    return utf8 == null ? string.getBytes(UTF_8) : utf8;
  }

  /** Whether it is empty or white space. */
  boolean blank() {
    if (utf8 != null && utf8.length > 0 && utf8[0] > ' ') {
      return false;
    }
    return toString().isBlank();
  }

  /** Whether UTF-8 cannot encode it. */
  boolean broken() {
    return utf8 == null && Utf8.broken(string);
  }

  /** Whether it takes more bytes than this. */
  boolean longer(long bytes) {
    return utf8 == null ? Utf8.longer(string, bytes) : utf8.length > bytes;
  }

  /** The text; from now on it is kept in this form alone. */
  @Override
  public String toString() {
    if (string == null) {
      string = new String(utf8, UTF_8);
      utf8 = null;
    }
    return string;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CorpusText text && text.toString().equals(toString());
  }

  @Override
  public int hashCode() {
    return toString().hashCode();
  }
}
