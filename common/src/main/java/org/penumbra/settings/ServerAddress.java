package org.penumbra.settings;

import java.util.regex.Pattern;

/** The address of a server that speaks the OpenAI protocol. */
final class ServerAddress {

  /** Where a password could hide is refused: addresses stand in reports. */
  private static final Pattern URL = Pattern.compile("https?://[^/?#@\\s]+(/[^?#@\\s]*)?");

  private ServerAddress() {}

  /** Up to and with /v1, or null when unset. */
  static String read(SettingsReader reader, String key) {
    String address = reader.optionalText(key);
    if (address != null && !URL.matcher(address).matches()) {
      reader.conflict(
          "expected an address such as http://localhost:8000/v1, without name, password or query",
          key);
    }
    return address;
  }
}
