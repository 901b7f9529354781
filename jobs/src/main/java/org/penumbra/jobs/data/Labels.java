package org.penumbra.jobs.data;

import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.penumbra.label.Answer;
import org.penumbra.label.ExpertLabel;
import org.penumbra.label.Phase;
import scala.jdk.javaapi.CollectionConverters;

/** Expert labels between rows and records. */
public final class Labels {

  private Labels() {}

  /** The rows of some labels. */
  public static List<Row> rows(List<ExpertLabel> labels) {
    List<Row> rows = new ArrayList<>(labels.size());
    for (ExpertLabel label : labels) {
      rows.add(
          RowFactory.create(
              label.policyId(),
              label.guidelineVersion(),
              label.itemId(),
              label.rater(),
              label.answer().wireName(),
              label.label(),
              label.reasons().toArray(String[]::new),
              label.phase().wireName(),
              label.seconds(),
              label.language(),
              label.note(),
              label.tool(),
              Timestamp.from(label.at())));
    }
    return rows;
  }

  /** The labels of a round. */
  public static List<ExpertLabel> read(Dataset<Row> frame, int round) {
    List<ExpertLabel> labels = new ArrayList<>();
    for (Row row : frame.collectAsList()) {
      labels.add(
          new ExpertLabel(
              row.getAs("policy_id"),
              row.getAs("guideline_version"),
              row.getAs("item_id"),
              row.getAs("rater"),
              Answer.parse(row.getAs("answer")).orElseThrow(),
              Phase.parse(row.getAs("phase")).orElseThrow(),
              CollectionConverters.asJava(row.getSeq(row.fieldIndex("reasons"))),
              row.getAs("seconds"),
              row.getAs("language"),
              row.getAs("note"),
              row.getAs("tool"),
              round,
              row.<Timestamp>getAs("at").toInstant()));
    }
    return labels;
  }
}
