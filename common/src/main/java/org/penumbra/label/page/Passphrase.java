package org.penumbra.label.page;

import java.text.Normalizer;
import org.penumbra.Errors;

/**
 * What opens a sealed page. It is read as people type it: white space around it and the way a
 * keyboard composes its letters make no difference.
 *
 * @param text in Unicode's form NFKC, 12 characters or more
 */
public record Passphrase(String text) {

  private static final int SHORTEST = 12;

  /**
   * @throws org.penumbra.UserException if it is shorter than 12 characters
   */
  public Passphrase {
    text = Normalizer.normalize(text, Normalizer.Form.NFKC).strip();
    int length = text.codePointCount(0, text.length());
    if (length < SHORTEST) {
      throw Errors.passphraseTooShort(length, SHORTEST);
    }
  }

  /** Keeps the secret out of logs. */
  @Override
  public String toString() {
    return "Passphrase[hidden]";
  }
}
