package org.penumbra;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Names that only the holder of a key can make: HMAC-SHA256 (RFC 2104), cut short. Several threads
 * may share one.
 */
public final class KeyedHash {

  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec key;

  /** At rest, one per thread at most: to look one up and key it costs more than a hash. */
  private final Queue<Mac> idle = new ConcurrentLinkedQueue<>();

  /**
   * @param key secret bytes, at least one
   */
  public KeyedHash(byte[] key) {
    this.key = new SecretKeySpec(key, ALGORITHM);
  }

  /** The first bytes of a text's hash, in hexadecimal: two digits each. */
  public String hex(String text, int bytes) {
    Mac rested = idle.poll();
    Mac mac = rested == null ? keyed() : rested;
    byte[] hash = mac.doFinal(text.getBytes(UTF_8));
    idle.add(mac);
    return HexFormat.of().formatHex(hash, 0, bytes);
  }

  private Mac keyed() {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
    }
  }
}
