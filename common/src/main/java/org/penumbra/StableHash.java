package org.penumbra;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Every random choice in Penumbra: a hash of the seed, the purpose and the item's id, so that it is
 * the same whatever the partitions, cores, retries or resumes. SHA-256, cut short.
 */
public final class StableHash {

  private static final double UNIT = 0x1.0p-53;

  /** To look one up takes as long as to hash a short text. */
  private static final ThreadLocal<MessageDigest> SHA256 =
      ThreadLocal.withInitial(StableHash::newSha256);

  private StableHash() {}

  /** A 128-bit name for some bytes, as 32 hexadecimal digits. */
  public static String id128(byte[] bytes) {
    return HexFormat.of().formatHex(sha256().digest(bytes), 0, 16);
  }

  /** A 128-bit name for a text's UTF-8 bytes, as 32 hexadecimal digits. */
  public static String id128(String text) {
    return id128(text.getBytes(UTF_8));
  }

  /** 64 uniform bits for an id; {@code purpose} keeps draws made for different ends independent. */
  public static long bits(long seed, String purpose, String id) {
    return bits(sha256(), prefix(seed, purpose), id);
  }

  /** A uniform number in [0, 1) for an id. */
  public static double unit(long seed, String purpose, String id) {
    return unit(bits(seed, purpose, id));
  }

  /** Many draws of one purpose by one thread, which looks up and encodes once what they share. */
  public static final class Draw {

    private final MessageDigest digest = newSha256();
    private final byte[] prefix;

    /** As {@link StableHash#unit} has them. */
    public Draw(long seed, String purpose) {
      this.prefix = prefix(seed, purpose);
    }

    /** A uniform number in [0, 1) for an id. */
    public double unit(String id) {
      return StableHash.unit(bits(digest, prefix, id));
    }
  }

  private static byte[] prefix(long seed, String purpose) {
    byte[] name = purpose.getBytes(UTF_8);
    return ByteBuffer.allocate(Long.BYTES + name.length + 1).putLong(seed).put(name).array();
  }

  private static long bits(MessageDigest digest, byte[] prefix, String id) {
    digest.update(prefix);
    digest.update(id.getBytes(UTF_8));
    return ByteBuffer.wrap(digest.digest()).getLong();
  }

  private static double unit(long bits) {
    return (bits >>> 11) * UNIT;
  }

  /** Ready for a new message: a digest begins anew once it was read. */
  private static MessageDigest sha256() {
    return SHA256.get();
  }

  private static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
