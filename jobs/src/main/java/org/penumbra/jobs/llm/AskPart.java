package org.penumbra.jobs.llm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;
import org.penumbra.jobs.state.Stores;
import org.penumbra.llm.Answer;
import org.penumbra.llm.Asker;
import scala.Tuple2;

/**
 * What a task does with its part of the texts: looks up what is answered, asks about the rest, and
 * keeps answers as they come.
 */
final class AskPart implements FlatMapFunction<Iterator<Tuple2<String, String>>, Row> {

  private static final long serialVersionUID = 1L;

  /** An answer per text: a score with its doubt, or the reason why there is none. */
  static final StructType SCHEMA =
      StructType.fromDDL("text_hash STRING, score DOUBLE, doubt DOUBLE, reason STRING");

  /** However fast they come, no more are lost with a task. */
  private static final int UNSAVED = 256;

  private final LlmSpec spec;
  private final String root;
  private final SerializableConfiguration hadoop;
  private final ByHash byHash;
  private final Duration saveInterval;

  /**
   * @param root of the run
   * @param byHash the parts of all hashes that the partitions are
   * @param saveInterval time between two savings
   */
  AskPart(
      LlmSpec spec,
      String root,
      SerializableConfiguration hadoop,
      ByHash byHash,
      Duration saveInterval) {
    this.spec = spec;
    this.root = root;
    this.hadoop = hadoop;
    this.byHash = byHash;
    this.saveInterval = saveInterval;
  }

  @Override
  public Iterator<Row> call(Iterator<Tuple2<String, String>> texts) throws InterruptedException {
    HashRange range = byHash.range(TaskContext.getPartitionId());
    AnswerFiles files = new AnswerFiles(Stores.at(root, hadoop.value()), spec.requestHash());
    Work work = new Work(range, files);
    work.run(texts);
    return work.rows().iterator();
  }

  private record Result(Answer answer, Throwable failure) {}

  private final class Work {

    private final HashRange range;
    private final AnswerFiles files;
    private final SortedMap<String, Answer> answers;
    private final LinkedBlockingQueue<Result> results = new LinkedBlockingQueue<>();
    private final List<Answer> unsaved = new ArrayList<>();
    private final List<Row> rows = new ArrayList<>();
    private int open;
    private long savedAt = System.nanoTime();
    private Throwable failure;

    Work(HashRange range, AnswerFiles files) {
      this.range = range;
      this.files = files;
      this.answers = files.read(range);
    }

    void run(Iterator<Tuple2<String, String>> texts) throws InterruptedException {
      try {
        ask(texts);
        while (open > 0) {
          take(results.poll(saveInterval.toMillis(), TimeUnit.MILLISECONDS));
          saveWhenDue();
        }
      } finally {
        save();
      }
      if (failure instanceof RuntimeException e) {
        throw e;
      }
      if (failure != null) {
        throw new IllegalStateException(failure);
      }
      files.compact(range, answers.values());
    }

    private void ask(Iterator<Tuple2<String, String>> texts) throws InterruptedException {
      Asker asker = null;
      String last = null;
      while (failure == null && texts.hasNext()) {
        Tuple2<String, String> text = texts.next();
        // Sorted by hash, equal texts follow one another.
        if (!text._1().equals(last)) {
          last = text._1();
          Answer known = answers.get(last);
          if (known == null) {
            asker = asker == null ? Askers.of(spec) : asker;
            ask(asker, last, text._2());
          } else {
            rows.add(row(known));
          }
        }
        while (failure == null && !results.isEmpty()) {
          take(results.poll());
        }
        saveWhenDue();
      }
    }

    private void ask(Asker asker, String hash, String text) throws InterruptedException {
      open++;
      CompletableFuture<Answer> unused =
          asker
              .ask(hash, text)
              .whenComplete((answer, failed) -> results.add(new Result(answer, failed)));
    }

    private void take(Result result) {
      if (result == null) {
        return;
      }
      open--;
      if (result.failure() != null) {
        failure = result.failure();
        return;
      }
      Answer answer = result.answer();
      rows.add(row(answer));
      if (answer.lasting()) {
        answers.put(answer.textHash(), answer);
        unsaved.add(answer);
      }
    }

    private void saveWhenDue() {
      long now = System.nanoTime();
      if (unsaved.size() >= UNSAVED || now - savedAt >= saveInterval.toNanos()) {
        save();
        savedAt = now;
      }
    }

    private void save() {
      if (!unsaved.isEmpty()) {
        files.add(range, unsaved);
        unsaved.clear();
      }
    }

    List<Row> rows() {
      return rows;
    }

    private Row row(Answer answer) {
      return answer.judgement() == null
          ? RowFactory.create(answer.textHash(), null, null, answer.reason())
          : RowFactory.create(
              answer.textHash(), answer.judgement().score(), answer.judgement().doubt(), null);
    }
  }
}
