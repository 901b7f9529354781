package org.penumbra.jobs.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.penumbra.Errors;

/** Secrets come from files of the machine that uses them; they are in no setting and no dataset. */
public final class SecretFile {

  private SecretFile() {}

  /**
   * The one line of a file.
   *
   * @param setting that names the file, for messages
   * @throws org.penumbra.UserException if it cannot be read or is empty
   */
  public static String read(String setting, String file) {
    try {
      String secret = Files.readString(Path.of(file)).strip();
      if (secret.isEmpty()) {
        throw Errors.unreadableSecret(setting, file, "it is empty");
      }
      return secret;
    } catch (IOException e) {
      String reason = Files.exists(Path.of(file)) ? "it cannot be read" : "it does not exist";
      throw Errors.unreadableSecret(setting, file, reason);
    }
  }
}
