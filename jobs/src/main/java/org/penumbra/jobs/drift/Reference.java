package org.penumbra.jobs.drift;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.penumbra.drift.AuditRates;
import org.penumbra.drift.KnownGround;
import org.penumbra.embed.EncodedText;
import org.penumbra.jobs.Models;
import org.penumbra.jobs.data.History;
import org.penumbra.jobs.data.LabelledItems;
import org.penumbra.jobs.data.Rows;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.jobs.state.Manifest;
import org.penumbra.student.CrossFit;
import org.penumbra.student.StudentInput;
import org.penumbra.student.StudentModel;

/**
 * What a snapshot is held against: what a round of the run was made for and came to know.
 *
 * @param context of the run
 * @param round the last that counts
 * @param student of that round
 * @param items of the pool
 * @param vectors of the pool
 * @param centroids of that round
 * @param audit up to that round
 */
public record Reference(
    RunContext context,
    int round,
    StudentModel student,
    List<Manifest> items,
    List<Manifest> vectors,
    List<Manifest> centroids,
    List<Manifest> audit) {

  private static final String PURPOSE = "drift-reference";

  /** Items drawn from the pool, each item of the corpus with the same chance, sorted by id. */
  List<ScoredItem> draw(int most) {
    Dataset<Row> pool = context.data().read(RunDataset.ITEMS, items);
    Dataset<Row> drawn =
        new EvenPoolSample(pool, context.settings().seed(), PURPOSE, most)
            .items()
            .select(EvenPoolSample.NUMBER, "id", "group", "text");
    Broadcast<StudentModel> shared =
        JavaSparkContext.fromSparkContext(context.spark().sparkContext()).broadcast(student);
    Function<Row, ScoredItem> scored =
        row -> {
          EncodedText encoded = new EncodedText(Rows.floats(row, 4), Rows.floats(row, 5), false);
          double score = shared.value().score(new StudentInput(encoded, row.getString(3)));
          return new ScoredItem(
              row.getDouble(0), row.getString(1), row.getString(2), score, encoded.vector());
        };
    Dataset<Row> embedded = context.data().read(RunDataset.EMBEDDINGS, vectors);
    return ScoredItem.first(
        drawn
            .join(embedded, "id")
            .select(EvenPoolSample.NUMBER, "id", "group", "text", "vector", "windows")
            .toJavaRDD()
            .map(scored)
            .collect(),
        most);
  }

  /** Clusters that are not empty, and every item that experts have judged. */
  KnownGround known(List<Row> clusters) {
    LabelledItems labelled = labelled();
    List<float[]> judged =
        labelled.vectors(labelled.answered(round), vectors).values().stream()
            .map(EncodedText::vector)
            .toList();
    return new KnownGround(
        clusters.stream().map(row -> Rows.floats(row, 4)).toArray(float[][]::new),
        clusters.stream().mapToDouble(row -> row.getDouble(3)).toArray(),
        judged.toArray(float[][]::new));
  }

  /** Label, number, items, radius and centre of each cluster that is not empty, in order. */
  List<Row> clusters() {
    return context
        .data()
        .read(RunDataset.CENTROIDS, centroids)
        .where("items > 0")
        .orderBy("label", "cluster")
        .collectAsList();
  }

  /** What the audit's answers tell of scores; null where none was answered. */
  AuditRates rates() {
    LabelledItems labelled = labelled();
    SortedMap<String, LabelledItems.AuditItem> sample = labelled.audit(audit);
    List<AuditRates.Answer> answers = new ArrayList<>();
    for (CrossFit.OutOfFold item : new Models(context.store()).crossFitted(round)) {
      LabelledItems.AuditItem place = sample.get(item.id());
      if (place != null) {
        answers.add(
            new AuditRates.Answer(
                item.percentile(), item.label(), 1 / place.inclusionProbability()));
      }
    }
    return answers.isEmpty()
        ? null
        : AuditRates.of(answers, context.settings().evaluate().confidence());
  }

  private LabelledItems labelled() {
    return new LabelledItems(
        context.spark(),
        context.data(),
        new History(context.store(), context.data()),
        student.lineage().guidelineVersion());
  }
}
