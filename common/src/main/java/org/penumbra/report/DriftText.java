package org.penumbra.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.penumbra.Interval;
import org.penumbra.drift.ClusterShift;
import org.penumbra.drift.Finding;
import org.penumbra.drift.KnownGround;
import org.penumbra.drift.Region;

/** A {@link DriftReport} in sentences, for a terminal. */
public final class DriftText {

  private static final int MOST_CLUSTERS = 5;
  private static final int MOST_CHARACTERS = 160;

  private DriftText() {}

  /** Whether a new round is due, in one sentence. */
  public static String verdict(DriftReport report) {
    List<String> alarms =
        report.findings().findings().stream()
            .filter(Finding::alarm)
            .map(finding -> finding.test().wireName())
            .toList();
    return alarms.isEmpty()
        ? format(
            "no new round is due: at a false-alarm rate of %s, nothing shows that the snapshot"
                + " differs",
            percent(report.falseAlarmRate()))
        : format(
            "a new round is due: the snapshot differs by its %s (false-alarm rate %s)",
            String.join(", ", alarms), percent(report.falseAlarmRate()));
  }

  /** What each test came to, a line each, and what is in the regions that were found. */
  public static List<String> lines(DriftReport report) {
    List<String> lines = new ArrayList<>();
    lines.add(
        format(
            "%,d items of the %,d rows of %s against %,d of the run, by %s",
            report.snapshotItems(),
            report.rows(),
            report.against(),
            report.referenceItems(),
            report.model()));
    for (Finding finding : report.findings().findings()) {
      lines.add(
          format(
              "%s: %sp = %s (adjusted %s), %s",
              finding.test().wireName(),
              finding.alarm() ? "ALARM, " : "",
              probability(finding.pValue()),
              probability(finding.adjustedPValue()),
              what(report, finding)));
    }
    for (int i = 0; i < report.regions().size(); i++) {
      lines.addAll(region(report, i));
    }
    return lines.stream().map(Printable::line).toList();
  }

  private static String what(DriftReport report, Finding finding) {
    return switch (finding.test()) {
      case SCORES ->
          format(
              "distance %.4f; predicted positive %s", finding.statistic(), change(report, finding));
      case CLUSTERS -> format("chi-square %.1f%s", finding.statistic(), clusters(report));
      case REGIONS ->
          format(
              "log-likelihood ratio %.1f; %s",
              finding.statistic(),
              report.regions().isEmpty()
                  ? "no region"
                  : format(
                      "%d region%s, %s of the snapshot, %s of the run",
                      report.regions().size(),
                      report.regions().size() == 1 ? "" : "s",
                      percent(finding.snapshot()),
                      percent(finding.reference())));
      case PREVALENCE ->
          format(
              "by the audit's rates %s; only a new audit tells how experts judge what is new",
              change(report, finding));
    };
  }

  private static String change(DriftReport report, Finding finding) {
    Interval change = finding.change();
    return format(
        "%s, then %s: %s points, %s interval [%s, %s]",
        percent(finding.reference()),
        percent(finding.snapshot()),
        points(change.estimate()),
        percent(report.confidence()),
        points(change.low()),
        points(change.high()));
  }

  private static String clusters(DriftReport report) {
    List<ClusterShift> shifts = report.findings().clusters();
    if (shifts.isEmpty()) {
      return "";
    }
    String named =
        shifts.stream()
            .limit(MOST_CLUSTERS)
            .map(
                shift ->
                    format(
                        "%s %s, then %s",
                        report.clusterNames().get(shift.cluster()),
                        percent(shift.reference()),
                        percent(shift.snapshot())))
            .collect(Collectors.joining("; "));
    int more = shifts.size() - MOST_CLUSTERS;
    return "; " + named + (more > 0 ? "; and " + more + " more" : "");
  }

  private static List<String> region(DriftReport report, int index) {
    DriftReport.ShownRegion shown = report.regions().get(index);
    Region region = shown.region();
    List<String> lines = new ArrayList<>();
    lines.add(
        format(
            "region %d: %d items, %s [%s, %s] of the snapshot, %d of the run's; p = %s; %s. Such"
                + " as:",
            index + 1,
            region.members().size(),
            percent(region.share().estimate()),
            percent(region.share().low()),
            percent(region.share().high()),
            region.referenceItems(),
            probability(region.pValue()),
            standing(shown.place().standing())));
    shown.texts().forEach(text -> lines.add("- " + Printable.line(text, MOST_CHARACTERS)));
    return lines;
  }

  private static String standing(KnownGround.Standing standing) {
    return switch (standing) {
      case NEW -> "new: beyond every cluster, and no labelled item in it";
      case UNLABELLED -> "in reach of a known cluster, but no labelled item in it";
      case LABELLED -> "there are labelled items in it, it has grown";
    };
  }

  private static String probability(double p) {
    return p < 0.001 ? format("%.1e", p) : format("%.3f", p);
  }

  /** Three significant digits, and no zeros behind them. */
  private static String percent(double share) {
    BigDecimal percent = BigDecimal.valueOf(100 * share).round(new MathContext(3));
    return percent.stripTrailingZeros().toPlainString() + " %";
  }

  private static String points(double share) {
    return format("%+.2f", 100 * share);
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
