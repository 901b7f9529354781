package org.penumbra.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigValueFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.penumbra.Errors;
import org.penumbra.hocon.HoconFile;
import org.penumbra.hocon.Leaf;
import org.penumbra.hocon.Problems;

/** Lays a user's file and {@code --set key=value} over the defaults and reads the result. */
public final class SettingsLoader {

  private static final String DEFAULTS = "penumbra.conf";
  private static final String SET = "--set";

  private static final Map<String, String> REMOVED =
      Map.of("student.few-shot-input", "student.score-input");

  private final Config defaults = defaults();
  private final Map<String, String> successors;

  public SettingsLoader() {
    this(REMOVED);
  }

  /**
   * A loader that knows of keys that are gone.
   *
   * @param successors what to use instead, by removed key
   */
  SettingsLoader(Map<String, String> successors) {
    this.successors = Map.copyOf(successors);
  }

  /** The defaults with {@code key=value} texts laid over them, the last of a key winning. */
  public Settings load(List<String> sets) {
    return load(new TreeMap<>(), sets);
  }

  /** The defaults, a file over them and {@code key=value} texts over both. */
  public Settings load(Path file, List<String> sets) {
    return load(
        HoconFile.read(file, defaults, why -> Errors.unreadableSettings(file.toString(), why)),
        sets);
  }

  /** Settings with {@code key=value} texts laid over them. */
  public Settings load(Settings base, List<String> sets) {
    return load(Leaf.allOf(ConfigFactory.parseString(base.resolved())), sets);
  }

  private Settings load(SortedMap<String, Leaf> given, List<String> sets) {
    Problems problems = new Problems();
    for (String set : sets) {
      int equals = set.indexOf('=');
      if (equals < 1) {
        problems.add(SET, set, "expected key=value");
      } else {
        String key = set.substring(0, equals).strip();
        String value = set.substring(equals + 1).strip();
        given.put(key, new Leaf(key, ConfigValueFactory.fromAnyRef(value, SET)));
      }
    }
    SettingsReader reader = new SettingsReader(Leaf.allOf(defaults), given, problems);
    Settings settings = Settings.read(reader);
    for (Leaf leaf : given.values()) {
      if (successors.containsKey(leaf.key())) {
        problems.add(leaf, "removed; use " + successors.get(leaf.key()) + " instead");
      } else if (!reader.known().contains(leaf.key())) {
        problems.unknown(leaf, reader.known());
      }
    }
    if (!problems.found().isEmpty()) {
      throw Errors.invalidSettings(problems.found());
    }
    return settings;
  }

  private static Config defaults() {
    try (InputStream stream = SettingsLoader.class.getResourceAsStream(DEFAULTS)) {
      return ConfigFactory.parseReader(
          new InputStreamReader(stream, UTF_8),
          ConfigParseOptions.defaults().setOriginDescription("default"));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the default settings", e);
    }
  }
}
