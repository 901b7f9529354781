package org.penumbra.policy;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.penumbra.Errors;
import org.penumbra.hocon.HoconFile;
import org.penumbra.hocon.Leaf;
import org.penumbra.hocon.Problems;

/** Reads a policy's HOCON file; an error names every problem with its key, file and line. */
public final class PolicyReader {

  private static final String POSITIVE_EXAMPLES = "policy.examples.positive";
  private static final String NEGATIVE_EXAMPLES = "policy.examples.negative";
  private static final String NEGATIVE_LABEL = "policy.labels.negative";

  private final String file;
  private final Map<String, Leaf> leaves;
  private final Problems problems = new Problems();
  private final Set<String> known = new LinkedHashSet<>();

  private PolicyReader(String file, Map<String, Leaf> leaves) {
    this.file = file;
    this.leaves = leaves;
  }

  /**
   * The policy of a file; white space around a text and its common indentation are no part of it.
   */
  public static Policy read(Path file) {
    String name = file.toString();
    return new PolicyReader(
            name,
            HoconFile.read(
                file, ConfigFactory.empty(), reason -> Errors.unreadablePolicy(name, reason)))
        .read();
  }

  private Policy read() {
    Policy policy =
        new Policy(
            text("policy.id"),
            text("policy.guideline-version"),
            text("policy.question"),
            text("policy.definition"),
            text("policy.labels.positive"),
            text(NEGATIVE_LABEL),
            texts("policy.reasons"),
            texts(POSITIVE_EXAMPLES),
            texts(NEGATIVE_EXAMPLES));
    if (!policy.id().isEmpty() && !policy.id().matches("[a-z0-9-]+")) {
      problems.unexpected(leaves.get("policy.id"), "lower-case letters, digits and hyphens");
    }
    if (policy.positiveExamples().isEmpty()) {
      missing(POSITIVE_EXAMPLES, "expected at least one text, found none");
    }
    if (!policy.positiveName().isEmpty() && policy.positiveName().equals(policy.negativeName())) {
      problems.add(leaves.get(NEGATIVE_LABEL), "the same as policy.labels.positive");
    }
    onBothSides(policy);
    leaves.values().stream()
        .filter(leaf -> !known.contains(leaf.key()))
        .forEach(leaf -> problems.unknown(leaf, known));
    if (!problems.found().isEmpty()) {
      throw Errors.invalidPolicy(file, problems.found());
    }
    return policy;
  }

  private void onBothSides(Policy policy) {
    Leaf negatives = leaves.get(NEGATIVE_EXAMPLES);
    if (negatives != null && negatives.value() instanceof ConfigList list) {
      for (ConfigValue value : list) {
        Leaf example = new Leaf(NEGATIVE_EXAMPLES, value);
        if (example.scalar() && policy.positiveExamples().contains(example.text().strip())) {
          problems.add(example, "the same text as a positive example: " + example.shown());
        }
      }
    }
  }

  private String text(String key) {
    known.add(key);
    Leaf leaf = leaves.get(key);
    if (leaf == null) {
      missing(key, "missing, expected a text");
      return "";
    }
    return text(leaf);
  }

  private String text(Leaf leaf) {
    if (!leaf.scalar() || leaf.unset() || leaf.text().isBlank()) {
      problems.unexpected(leaf, "a text that is not empty");
      return "";
    }
    return leaf.text().stripTrailing().stripIndent().strip();
  }

  private List<String> texts(String key) {
    known.add(key);
    Leaf leaf = leaves.get(key);
    List<String> texts = new ArrayList<>();
    if (leaf != null && leaf.value() instanceof ConfigList list) {
      list.forEach(value -> texts.add(text(new Leaf(key, value))));
    } else if (leaf != null) {
      problems.unexpected(leaf, "a list of texts");
    }
    return texts;
  }

  private void missing(String key, String what) {
    Leaf leaf = leaves.get(key);
    problems.add(leaf == null ? file : leaf.where(), key, what);
  }
}
