package org.penumbra.report;

import java.util.List;
import java.util.Locale;
import org.penumbra.Interval;
import org.penumbra.agree.RaterReport;

/** A report on agreement, for a terminal. */
public final class AgreementTable {

  private static final String NONE = "-";

  private AgreementTable() {}

  /** The tables, and beneath them what must be said beside the figures. */
  public static String render(AgreementReport report) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%d items, %d answers of %d named raters; %d items with two decided answers or more, %s"
                + " of these answers positive%n%n",
            report.items(),
            report.answers(),
            report.raters().size(),
            report.doubled(),
            number(report.positiveShare())));
    TextTable measures = new TextTable(List.of("measure", "value [interval]", "items", "of"));
    for (AgreementMeasure measure : report.measures()) {
      measures.row(
          List.of(
              measure.name(),
              value(measure.value()),
              Long.toString(measure.items()),
              measure.note()));
    }
    text.append(measures.render());
    if (!report.references().isEmpty()) {
      text.append('\n').append(references(report));
    }
    text.append('\n').append(raters(report.raters()));
    report.cautions().forEach(caution -> text.append("\n").append(plain(caution)).append('\n'));
    return text.toString();
  }

  private static String references(AgreementReport report) {
    TextTable table =
        new TextTable(
            List.of(
                "consensus against",
                "kappa [interval]",
                "items",
                "both positive",
                "consensus only",
                "reference only",
                "both negative"));
    for (AgreementWithReference reference : report.references()) {
      table.row(
          List.of(
              plain(reference.reference()),
              value(reference.kappa()),
              Integer.toString(reference.items()),
              count(reference.confusion().tp()),
              count(reference.confusion().fp()),
              count(reference.confusion().fn()),
              count(reference.confusion().tn())));
    }
    return table.render();
  }

  private static String raters(List<RaterReport> reports) {
    TextTable table =
        new TextTable(
            List.of(
                "rank",
                "rater",
                "kappa with others",
                "common",
                "items",
                "same again",
                "repeats",
                "unsure",
                "invalid",
                "seconds",
                "outlier"));
    for (RaterReport rater : reports) {
      table.row(
          List.of(
              rater.rank() == null ? NONE : rater.rank().toString(),
              plain(rater.rater()),
              value(rater.kappa()),
              Integer.toString(rater.commonItems()),
              Integer.toString(rater.items()),
              number(rater.selfAgreement()),
              Integer.toString(rater.repeats()),
              number(rater.unsureShare()),
              number(rater.invalidShare()),
              rater.medianSeconds() == null ? NONE : number(rater.medianSeconds()),
              rater.outlier() ? "yes" : ""));
    }
    return table.render();
  }

  private static String value(Interval interval) {
    return interval.defined() ? TextTable.cell(interval) : "undefined";
  }

  private static String number(double value) {
    return Double.isNaN(value) ? NONE : String.format(Locale.ROOT, "%.3f", value);
  }

  private static String count(double value) {
    return String.format(Locale.ROOT, "%.0f", value);
  }

  /** A name from a file may hold what a terminal would obey. */
  private static String plain(String text) {
    return text.replaceAll("\\p{C}", "\uFFFD");
  }
}
