package org.penumbra.jobs.simulate;

import java.util.List;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.study.CorpusDescription;
import org.penumbra.study.LabelledCorpus;

/** A corpus on every executor, put there when the first draw is played and not before. */
public final class PlayedCorpus implements AutoCloseable {

  private final SparkSession spark;
  private final CorpusDescription corpus;
  private final Supplier<LabelledCorpus> maker;
  private Broadcast<LabelledCorpus> broadcast;

  public PlayedCorpus(
      SparkSession spark, CorpusDescription corpus, Supplier<LabelledCorpus> maker) {
    this.spark = spark;
    this.corpus = corpus;
    this.maker = maker;
  }

  /** Figures of some draws, in the schema of {@code study}; a draw is a task. */
  public Dataset<Row> play(List<DrawTask.Played> draws) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    if (broadcast == null) {
      broadcast = context.broadcast(maker.get());
    }
    return spark.createDataFrame(
        context.parallelize(draws, draws.size()).flatMap(new DrawTask(broadcast, corpus.roles())),
        RunDataset.STUDY.schema());
  }

  @Override
  public void close() {
    if (broadcast != null) {
      broadcast.destroy();
    }
  }
}
