package org.penumbra.label.assign;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Names of people turned into pseudonyms that only the holder of a key can make: "r-" and the first
 * 48 bits of HMAC-SHA256 (RFC 2104), in hexadecimal. Case and spaces around a name do not matter.
 */
public final class Pseudonyms {

  private static final String ALGORITHM = "HmacSHA256";
  private static final int BYTES = 6;
  private static final Pattern MADE = Pattern.compile("r-[0-9a-f]{" + 2 * BYTES + "}");

  private final byte[] key;

  /**
   * @param key secret bytes, at least one
   */
  public Pseudonyms(byte[] key) {
    this.key = key.clone();
  }

  /** The pseudonym of a name; a pseudonym stays what it is. */
  public String of(String name) {
    if (MADE.matcher(name).matches()) {
      return name;
    }
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      byte[] digest = mac.doFinal(name.strip().toLowerCase(Locale.ROOT).getBytes(UTF_8));
      return "r-" + HexFormat.of().formatHex(digest, 0, BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has HMAC-SHA256", e);
    }
  }
}
