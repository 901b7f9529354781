package org.penumbra.jobs.simulate;

import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.penumbra.study.LabelledCorpus;
import org.penumbra.study.Measurement;
import org.penumbra.study.Roles;
import org.penumbra.study.StudyNames;
import org.penumbra.study.Tournament;

/** Plays the draws of one corpus; each is a task. */
public final class DrawTask implements FlatMapFunction<DrawTask.Played, Row> {

  private final Broadcast<LabelledCorpus> corpus;
  private final Roles.Rule roles;

  /**
   * One draw and who plays at it.
   *
   * @param tournament how it is played
   * @param strategies the contestants
   * @param seed of the draw
   * @param variant the settings they play under; empty for those of the study
   */
  public record Played(Tournament tournament, List<String> strategies, long seed, String variant)
      implements Serializable {

    private Measurement named(Measurement read) {
      return new Measurement(
          read.dataset(),
          read.prevalence(),
          variant.isEmpty() ? read.strategy() : read.strategy() + "[" + variant + "]",
          read.seed(),
          read.labels(),
          read.metric(),
          read.value());
    }

    /** What is true of the draw itself is said once, by those without a variant. */
    private boolean says(Measurement read) {
      return variant.isEmpty() || !read.strategy().equals(StudyNames.CORPUS);
    }
  }

  public DrawTask(Broadcast<LabelledCorpus> corpus, Roles.Rule roles) {
    this.corpus = corpus;
    this.roles = roles;
  }

  @Override
  public Iterator<Row> call(Played draw) {
    return draw.tournament().play(corpus.value(), roles, draw.strategies(), draw.seed()).stream()
        .filter(draw::says)
        .map(draw::named)
        .map(DrawTask::row)
        .iterator();
  }

  private static Row row(Measurement read) {
    return RowFactory.create(
        read.dataset(),
        read.prevalence(),
        read.strategy(),
        read.seed(),
        read.labels(),
        read.metric(),
        read.value());
  }
}
