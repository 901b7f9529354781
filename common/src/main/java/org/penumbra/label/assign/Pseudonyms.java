package org.penumbra.label.assign;

import java.util.Locale;
import java.util.regex.Pattern;
import org.penumbra.KeyedHash;

/**
 * Names of people turned into pseudonyms that only the holder of a key can make: "r-" and 48 bits
 * of {@link KeyedHash}. Case and spaces around a name do not matter.
 */
public final class Pseudonyms {

  private static final int BYTES = 6;
  private static final Pattern MADE = Pattern.compile("r-[0-9a-f]{" + 2 * BYTES + "}");

  private final KeyedHash hash;

  /**
   * @param key secret bytes, at least one
   */
  public Pseudonyms(byte[] key) {
    this.hash = new KeyedHash(key);
  }

  /** The pseudonym of a name; a pseudonym stays what it is. */
  public String of(String name) {
    return MADE.matcher(name).matches()
        ? name
        : "r-" + hash.hex(name.strip().toLowerCase(Locale.ROOT), BYTES);
  }
}
