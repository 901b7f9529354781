package org.penumbra.hocon;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.function.Function;
import org.penumbra.UserException;

/** Reads a HOCON file that a user wrote. */
public final class HoconFile {

  private static final String PARSERS_ADVICE = " (if you intended";

  private HoconFile() {}

  /**
   * The values of a file by key. A substitution sees the file itself, then {@code context}, then
   * the environment.
   *
   * @param error what is thrown for a file that cannot be read, from the reason
   */
  public static SortedMap<String, Leaf> read(
      Path file, Config context, Function<String, UserException> error) {
    if (!Files.isRegularFile(file)) {
      throw error.apply(Files.exists(file) ? "it is not a file" : "it does not exist");
    }
    try {
      // the parser would turn bad bytes into question marks without a word
      Files.readString(file);
      Config parsed = ConfigFactory.parseFile(file.toFile(), options());
      return Leaf.allOf(parsed.resolveWith(parsed.withFallback(context).resolve()));
    } catch (CharacterCodingException e) {
      throw error.apply("it is not UTF-8");
    } catch (IOException e) {
      throw error.apply(e.toString());
    } catch (ConfigException e) {
      throw error.apply(withQuotes(e.getMessage().replace(file + ": ", "line ")));
    }
  }

  /** The parser's own advice is longer than its finding, and would have the file renamed. */
  private static String withQuotes(String said) {
    int advice = said.indexOf(PARSERS_ADVICE);
    return advice < 0
        ? said
        : said.substring(0, advice)
            + ". Put a value with such a character, as in a glob or an address, into double quotes";
  }

  private static ConfigParseOptions options() {
    return ConfigParseOptions.defaults().setAllowMissing(false).setSyntax(ConfigSyntax.CONF);
  }
}
