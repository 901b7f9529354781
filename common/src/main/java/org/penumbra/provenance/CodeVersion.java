package org.penumbra.provenance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of the running code, as the build wrote it down. */
public final class CodeVersion {

  private static final String RESOURCE = "version.properties";

  private CodeVersion() {}

  /** Version and revision, {@code 0.1.0+1a2b3c4}; the revision is unknown in a bare build. */
  public static String current() {
    Properties properties = new Properties();
    try (InputStream stream = CodeVersion.class.getResourceAsStream(RESOURCE)) {
      properties.load(stream);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the version of this build", e);
    }
    return properties.getProperty("version") + "+" + properties.getProperty("revision");
  }
}
