package org.penumbra.report;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.penumbra.Interval;
import org.penumbra.agree.Confusion;
import org.penumbra.agree.RaterPair;
import org.penumbra.agree.RaterReport;

/** A report on agreement, for programs; what is undefined is null. */
public final class AgreementJson {

  private static final JsonMapper JSON = new JsonMapper();

  private AgreementJson() {}

  /** One JSON object, indented, ended by a line feed. */
  public static String render(AgreementReport report) {
    ObjectNode root = JSON.createObjectNode();
    root.put("items", report.items());
    root.put("doubled", report.doubled());
    root.put("answers", report.answers());
    root.put("positive_share", defined(report.positiveShare()));
    ArrayNode measures = root.putArray("measures");
    for (AgreementMeasure measure : report.measures()) {
      ObjectNode node = measures.addObject();
      node.put("measure", measure.name());
      interval(node, measure.value());
      node.put("items", measure.items());
      node.put("of", measure.note());
    }
    root.put("consensus", report.consensus().wireName());
    ArrayNode references = root.putArray("against");
    for (AgreementWithReference reference : report.references()) {
      ObjectNode node = references.addObject();
      node.put("reference", reference.reference());
      interval(node, reference.kappa());
      node.put("items", reference.items());
      confusion(node, reference.confusion());
    }
    ArrayNode raters = root.putArray("raters");
    report.raters().forEach(rater -> rater(raters.addObject(), rater));
    ArrayNode pairs = root.putArray("pairs");
    report.pairs().forEach(pair -> pair(pairs.addObject(), pair));
    ArrayNode cautions = root.putArray("cautions");
    report.cautions().forEach(caution -> cautions.add(caution));
    return root.toPrettyString() + "\n";
  }

  private static void rater(ObjectNode node, RaterReport rater) {
    node.put("rank", rater.rank());
    node.put("rater", rater.rater());
    interval(node, rater.kappa());
    node.put("items", rater.items());
    node.put("common_items", rater.commonItems());
    node.put("median_seconds", rater.medianSeconds());
    node.put("repeats", rater.repeats());
    node.put("self_agreement", defined(rater.selfAgreement()));
    node.put("self_kappa", defined(rater.selfKappa()));
    confusion(node, rater.againstOthers());
    node.put("unsure_share", defined(rater.unsureShare()));
    node.put("invalid_share", defined(rater.invalidShare()));
    node.put("outlier", rater.outlier());
  }

  private static void pair(ObjectNode node, RaterPair pair) {
    node.put("first", pair.first());
    node.put("second", pair.second());
    interval(node, pair.interval());
    node.put("standard_error", defined(pair.kappa().standardError()));
    node.put("observed", defined(pair.kappa().observed()));
    node.put("items", pair.items());
  }

  private static void interval(ObjectNode node, Interval interval) {
    node.put("estimate", defined(interval.estimate()));
    node.put("low", defined(interval.low()));
    node.put("high", defined(interval.high()));
  }

  private static void confusion(ObjectNode node, Confusion confusion) {
    node.put("both_positive", confusion.tp());
    node.put("only_this_positive", confusion.fp());
    node.put("only_others_positive", confusion.fn());
    node.put("both_negative", confusion.tn());
  }

  private static Double defined(double value) {
    return Double.isNaN(value) ? null : Double.valueOf(value);
  }
}
