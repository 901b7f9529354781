package org.penumbra.settings;

import java.util.Locale;
import java.util.regex.Pattern;

/** The address of a server that speaks the OpenAI protocol. */
public final class ServerAddress {

  /** Where a password could hide is refused: addresses stand in reports. */
  private static final Pattern URL = Pattern.compile("https?://[^/?#@\\s]+(/[^?#@\\s]*)?");

  private ServerAddress() {}

  /** Whether a text is one, in which no password can hide. */
  public static boolean isOne(String text) {
    return URL.matcher(text).matches();
  }

  /** Whether two are of one server: the same scheme, host and port. */
  static boolean sameServer(String one, String other) {
    return one != null && other != null && origin(one).equals(origin(other));
  }

  private static String origin(String address) {
    int path = address.indexOf('/', address.indexOf("//") + 2);
    return (path < 0 ? address : address.substring(0, path)).toLowerCase(Locale.ROOT);
  }

  /** Up to and with /v1, or null when unset. */
  static String read(SettingsReader reader, String key) {
    String address = reader.optionalText(key);
    if (address != null && !isOne(address)) {
      reader.conflict(
          "expected an address such as http://localhost:8000/v1, without name, password or query",
          key);
    }
    return address;
  }
}
