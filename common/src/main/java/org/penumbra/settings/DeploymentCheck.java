package org.penumbra.settings;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.penumbra.Errors;

/** Executors on other machines cannot see this one's disk: such paths are refused early. */
public final class DeploymentCheck {

  private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:.*");

  private DeploymentCheck() {}

  /**
   * Throws when a master that is not local is to read relative or {@code file:} paths.
   *
   * @param master Spark's master, {@code local[2]}, {@code yarn}, {@code k8s://…}
   * @param uris paths and URIs by the key that set them
   */
  public static void check(String master, Map<String, String> uris) {
    if (master.equals("local") || master.startsWith("local[") || master.startsWith("local-")) {
      return;
    }
    List<String> local =
        new TreeMap<>(uris)
            .entrySet().stream()
                .filter(e -> local(e.getValue()))
                .map(e -> e.getKey() + " = " + e.getValue())
                .toList();
    if (!local.isEmpty()) {
      throw Errors.localPaths(master, local);
    }
  }

  private static boolean local(String uri) {
    boolean relative = !uri.startsWith("/") && !SCHEME.matcher(uri).matches();
    return relative || uri.regionMatches(true, 0, "file:", 0, "file:".length());
  }
}
