package org.penumbra.label;

import java.util.Arrays;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What raters' names tell. */
public final class RaterNames {

  private static final String POSITION = "?";

  private RaterNames() {}

  /** Whether a name is a place within its item only, so that it is nobody's across items. */
  public static boolean isPosition(String rater) {
    return rater.startsWith(POSITION);
  }

  /**
   * The raters of a pattern: names parted by commas, in which {@code *} stands for any characters.
   */
  public static Predicate<String> matching(String glob) {
    String pattern =
        Arrays.stream(glob.split(",", -1))
            .map(name -> Arrays.stream(name.strip().split("\\*", -1)).map(Pattern::quote))
            .map(parts -> parts.collect(Collectors.joining(".*")))
            .collect(Collectors.joining("|"));
    return Pattern.compile(pattern, Pattern.DOTALL).asMatchPredicate();
  }
}
