package org.penumbra.jobs;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.penumbra.Errors;
import org.penumbra.ExitCode;
import org.penumbra.agree.Bootstrap;
import org.penumbra.jobs.agreement.RatingFiles;
import org.penumbra.label.ConsensusMethod;
import org.penumbra.label.ConsensusRule;
import org.penumbra.label.ExpertLabel;
import org.penumbra.label.LabelReject;
import org.penumbra.label.PositiveShare;
import org.penumbra.label.RaterNames;
import org.penumbra.report.AgreementJson;
import org.penumbra.report.AgreementReport;
import org.penumbra.report.AgreementTable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Measures agreement in files of answers: no run, no policy, no Spark session. */
final class AgreementCommand implements Callable<Integer> {

  private static final double LEVEL = .95;
  private static final int REPLICATES = 2000;
  private static final int NAMES_SHOWN = 10;
  private static final int REJECTS_SHOWN = 5;

  @Spec private CommandSpec spec;

  @Option(
      names = "--ratings",
      required = true,
      arity = "1..*",
      paramLabel = "FILE",
      description = {
        "Label files as ingest takes them (.csv, .tsv, .jsonl, .ndjson; also .gz), or JSON lines",
        "with an id and ratings, a list of [rater, answer]."
      })
  private List<Path> files;

  @Option(
      names = "--raters",
      defaultValue = "*",
      paramLabel = "GLOB",
      description = "The panel, such as 'c*' or 'ann,bob' (default: all not held against it).")
  private String raters;

  @Option(
      names = "--against",
      paramLabel = "GLOB",
      description = "Hold the panel's consensus against each of these raters.")
  private String against;

  @Option(
      names = "--reference",
      paramLabel = "FIELD",
      description = "Hold the panel's consensus against this field of the lines with ratings.")
  private String reference;

  @Option(
      names = "--field",
      paramLabel = "NAME",
      description = "Take this field of the lines with ratings as one more rater. May be repeated.")
  private List<String> fields = new ArrayList<>();

  @Option(
      names = "--consensus",
      defaultValue = "majority",
      paramLabel = "METHOD",
      converter = ConsensusName.class,
      description = {
        "majority, dawid-skene, or the share of positive answers from which an item is positive,",
        "such as 0.3 (default: ${DEFAULT-VALUE})."
      })
  private ConsensusRule consensus;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "N",
      description = "Of the bootstrap (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(names = "--out", paramLabel = "FILE", description = "The same as JSON, to this file.")
  private Path out;

  /** What people type. */
  static final class ConsensusName implements ITypeConverter<ConsensusRule> {
    @Override
    public ConsensusRule convert(String value) {
      for (ConsensusMethod method : ConsensusMethod.values()) {
        if (method.wireName().equals(value)) {
          return method;
        }
      }
      try {
        double share = Double.parseDouble(value);
        if (share > 0 && share <= 1) {
          return new PositiveShare(share);
        }
      } catch (NumberFormatException e) {
        throw neither(value);
      }
      throw neither(value);
    }

    private static TypeConversionException neither(String value) {
      return new TypeConversionException(
          "'" + value + "' is neither majority nor dawid-skene nor a share above 0, at most 1");
    }
  }

  @Override
  public Integer call() {
    Set<String> taken = new LinkedHashSet<>(fields);
    if (reference != null) {
      taken.add(reference);
    }
    RatingFiles read = new RatingFiles(files, taken);
    fields.forEach(field -> requireAnswers(read.labels(), "--field", field));
    if (reference != null) {
      requireAnswers(read.labels(), "--reference", reference);
    }
    List<ExpertLabel> held = against(read.labels());
    AgreementReport report =
        AgreementReport.of(
            panel(read.labels(), held), held, consensus, new Bootstrap(seed, REPLICATES), LEVEL);
    print(report, read.rejects());
    if (out != null) {
      write(AgreementJson.render(report));
    }
    return ExitCode.DONE.value();
  }

  private List<ExpertLabel> against(List<ExpertLabel> labels) {
    Predicate<String> byGlob = against == null ? rater -> false : RaterNames.matching(against);
    List<ExpertLabel> held =
        labels.stream()
            .filter(label -> byGlob.test(label.rater()) || label.rater().equals(reference))
            .toList();
    if (against != null && labels.stream().noneMatch(label -> byGlob.test(label.rater()))) {
      throw Errors.noSuchRater("--against", against, some(labels));
    }
    refusePositions(held);
    return held;
  }

  /** A rater the consensus is held against has no part in it. */
  private List<ExpertLabel> panel(List<ExpertLabel> labels, List<ExpertLabel> held) {
    Set<String> outside = new LinkedHashSet<>();
    held.forEach(label -> outside.add(label.rater()));
    Predicate<String> inside = RaterNames.matching(raters);
    List<ExpertLabel> panel =
        labels.stream()
            .filter(label -> inside.test(label.rater()) && !outside.contains(label.rater()))
            .toList();
    if (panel.isEmpty()) {
      throw Errors.noSuchRater("--raters", raters, some(labels));
    }
    if (!held.isEmpty() && consensus == ConsensusMethod.DAWID_SKENE) {
      refusePositions(panel);
    }
    return panel;
  }

  private static void refusePositions(List<ExpertLabel> labels) {
    labels.stream()
        .map(ExpertLabel::rater)
        .filter(RaterNames::isPosition)
        .findFirst()
        .ifPresent(
            rater -> {
              throw Errors.positionsOnly(rater);
            });
  }

  private static void requireAnswers(List<ExpertLabel> labels, String option, String field) {
    if (labels.stream().noneMatch(label -> label.rater().equals(field))) {
      throw Errors.noSuchRatingField(option, field);
    }
  }

  private static List<String> some(List<ExpertLabel> labels) {
    return labels.stream().map(ExpertLabel::rater).distinct().sorted().limit(NAMES_SHOWN).toList();
  }

  private void print(AgreementReport report, List<LabelReject> rejects) {
    PrintWriter terminal = spec.commandLine().getOut();
    terminal.print(AgreementTable.render(report));
    if (!rejects.isEmpty()) {
      terminal.printf(Locale.ROOT, "%n%d rows could not be taken, such as:%n", rejects.size());
      rejects.stream()
          .limit(REJECTS_SHOWN)
          .forEach(
              reject ->
                  terminal.printf(
                      Locale.ROOT,
                      "  %s, line %d: %s%n",
                      reject.file(),
                      reject.line(),
                      reject.reason().replaceAll("\\p{C}", "\uFFFD")));
    }
    terminal.flush();
  }

  private void write(String json) {
    try {
      Files.writeString(out, json);
    } catch (IOException e) {
      throw Errors.reportNotWritten(out.toString(), e.getMessage());
    }
  }
}
