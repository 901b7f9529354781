package org.penumbra;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Names that only the holder of a key can make: HMAC-SHA256 (RFC 2104), cut short. */
public final class KeyedHash {

  private static final String ALGORITHM = "HmacSHA256";

  private final byte[] key;

  /**
   * @param key secret bytes, at least one
   */
  public KeyedHash(byte[] key) {
    this.key = key.clone();
  }

  /** The first bytes of a text's hash, in hexadecimal: two digits each. */
  public String hex(String text, int bytes) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)), 0, bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
    }
  }
}
