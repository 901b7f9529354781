package org.penumbra.jobs;

import java.util.ArrayList;
import java.util.List;

/** Made texts of many lengths, all different. */
final class Texts {

  private static final List<String> SUBJECTS =
      List.of("Our syrup", "This van", "The bacon", "A pendant", "Your pharmacy", "Fresh tea");
  private static final List<String> CLAIMS =
      List.of(
          "cures pain overnight",
          "arrives on Friday",
          "melts eleven pounds in a week",
          "comes with free servicing",
          "ends diabetes, doctors hate it");

  private Texts() {}

  /** JSON lines with ids t000, t001, … */
  static String[] jsonLines(int count) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String text =
          SUBJECTS.get(i % SUBJECTS.size())
              + " "
              + CLAIMS.get(i / SUBJECTS.size() % CLAIMS.size())
              + " and more".repeat(i % 11)
              + ", offer "
              + i
              + ".";
      lines.add("{\"id\":\"t%03d\",\"text\":\"%s\"}".formatted(i, text));
    }
    return lines.toArray(String[]::new);
  }
}
