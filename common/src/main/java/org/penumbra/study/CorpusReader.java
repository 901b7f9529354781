package org.penumbra.study;

import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.penumbra.Errors;
import org.penumbra.hocon.HoconFile;
import org.penumbra.hocon.Leaf;
import org.penumbra.hocon.Problems;

/** Reads the description of a labelled corpus; an error names every problem with key and line. */
public final class CorpusReader {

  /** Without its type an empty array has no raters to ask for. */
  private static final String NO_VOTES = "cast(array() as array<struct<rater string, answer int>>)";

  private final String file;
  private final Map<String, Leaf> leaves;
  private final Problems problems = new Problems();
  private final Set<String> known = new LinkedHashSet<>();

  private CorpusReader(String file, Map<String, Leaf> leaves) {
    this.file = file;
    this.leaves = leaves;
  }

  /** The description a file holds. */
  public static CorpusDescription read(Path file) {
    String name = file.toString();
    return new CorpusReader(
            name,
            HoconFile.read(
                file, ConfigFactory.empty(), reason -> Errors.unreadableStudyCorpus(name, reason)))
        .read();
  }

  private CorpusDescription read() {
    CorpusDescription corpus =
        new CorpusDescription(
            text("corpus.name", null),
            text("corpus.uri", null),
            text("corpus.source", null),
            text("corpus.licence", null),
            text("corpus.id", "id"),
            text("corpus.text", "text"),
            text("corpus.where", "true"),
            text("corpus.label", null),
            text("corpus.votes", NO_VOTES),
            text("corpus.score", ""),
            roles());
    if (!corpus.name().isEmpty() && !corpus.name().matches("[a-z0-9_-]+")) {
      problems.unexpected(
          leaves.get("corpus.name"), "lower-case letters, digits, hyphens and underscores");
    }
    leaves.values().stream()
        .filter(leaf -> !known.contains(leaf.key()))
        .forEach(leaf -> problems.unknown(leaf, known));
    if (!problems.found().isEmpty()) {
      throw Errors.invalidStudyCorpus(file, problems.found());
    }
    return corpus;
  }

  private Roles.Rule roles() {
    String kind = text("roles.kind", "label");
    Roles.Rule byPanel =
        rule(
            kind.equals("panel"),
            () ->
                new Roles.ByPanel(
                    count("roles.reference-raters"),
                    count("roles.expert-raters"),
                    flag("roles.adjudicated"),
                    text("roles.crowd", "")));
    Roles.Rule bySimulation =
        rule(
            kind.equals("simulated"),
            () ->
                new Roles.BySimulation(
                    number("roles.expert-kappa", .8), number("roles.crowd-kappa", .5), .5));
    Roles.Rule byName =
        rule(
            kind.equals("named"),
            () -> new Roles.ByName(text("roles.expert", "expert"), text("roles.crowd", "")));
    if (kind.equals("label")) {
      return new Roles.ByLabel();
    }
    if (byPanel == null && bySimulation == null && byName == null && !kind.isEmpty()) {
      problems.unexpected(leaves.get("roles.kind"), "one of label, named, panel, simulated");
    }
    return byPanel != null ? byPanel : bySimulation != null ? bySimulation : byName;
  }

  /** A rule's keys are known whether or not it is the one wanted. */
  private Roles.Rule rule(boolean wanted, java.util.function.Supplier<Roles.Rule> rule) {
    try {
      Roles.Rule made = rule.get();
      return wanted ? made : null;
    } catch (IllegalArgumentException e) {
      problems.add(file, "roles", e.getMessage());
      return null;
    }
  }

  private String text(String key, String fallback) {
    known.add(key);
    Leaf leaf = leaves.get(key);
    if (leaf == null && fallback == null) {
      problems.add(file, key, "missing, expected a text");
      return "";
    }
    if (leaf == null) {
      return fallback;
    }
    if (!leaf.scalar() || leaf.unset() || leaf.text().isBlank()) {
      problems.unexpected(leaf, "a text that is not empty");
      return "";
    }
    return leaf.text().strip();
  }

  private boolean flag(String key) {
    String text = text(key, "false");
    if (!text.equals("true") && !text.equals("false")) {
      problems.unexpected(leaves.get(key), "true or false");
    }
    return text.equals("true");
  }

  private int count(String key) {
    double number = number(key, 1);
    if (number != Math.rint(number)) {
      problems.unexpected(leaves.get(key), "a whole number");
    }
    return (int) number;
  }

  private double number(String key, double fallback) {
    String text = text(key, Double.toString(fallback));
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      problems.unexpected(leaves.get(key), "a number");
      return fallback;
    }
  }
}
