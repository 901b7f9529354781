package org.penumbra.label.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A text under a passphrase: AES-256-GCM (NIST SP 800-38D), the key by PBKDF2-HMAC-SHA256 (RFC
 * 8018), the parts in base 64. The page opens it with the browser's WebCrypto.
 *
 * @param salt of the key, 16 bytes
 * @param nonce of the cipher, 12 bytes
 * @param iterations of the key's derivation
 * @param data the UTF-8 bytes enciphered, then the tag of 16 bytes
 */
record Sealed(String salt, String nonce, int iterations, String data) {

  private static final int ITERATIONS = 600_000;
  private static final int KEY_BITS = 256;
  private static final int TAG_BITS = 128;

  /**
   * Seals a text.
   *
   * @param chance where salt and nonce come from
   */
  static Sealed of(String text, Passphrase passphrase, Random chance) {
    byte[] salt = new byte[16];
    byte[] nonce = new byte[12];
    chance.nextBytes(salt);
    chance.nextBytes(nonce);
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          Cipher.ENCRYPT_MODE, key(passphrase, salt), new GCMParameterSpec(TAG_BITS, nonce));
      return new Sealed(
          base64(salt), base64(nonce), ITERATIONS, base64(cipher.doFinal(text.getBytes(UTF_8))));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has AES-GCM and PBKDF2", e);
    }
  }

  private static SecretKeySpec key(Passphrase passphrase, byte[] salt)
      throws GeneralSecurityException {
    PBEKeySpec spec = new PBEKeySpec(passphrase.text().toCharArray(), salt, ITERATIONS, KEY_BITS);
    byte[] key =
        SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
    return new SecretKeySpec(key, "AES");
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
