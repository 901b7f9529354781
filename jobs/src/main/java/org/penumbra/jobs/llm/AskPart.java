package org.penumbra.jobs.llm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.util.SerializableConfiguration;
import org.penumbra.jobs.state.Stores;
import org.penumbra.llm.Answer;
import org.penumbra.llm.Asker;
import scala.Tuple2;

/**
 * What a task does with its part of the texts: looks up what is answered, asks about the rest, and
 * keeps answers as they come.
 *
 * @param <A> what a text gets
 */
final class AskPart<A> implements FlatMapFunction<Iterator<Tuple2<String, String>>, Row> {

  private static final long serialVersionUID = 1L;

  /** However fast they come, no more are lost with a task. */
  private static final int UNSAVED = 256;

  private final AskSpec<A> spec;
  private final String root;
  private final SerializableConfiguration hadoop;
  private final ByHash byHash;
  private final Broadcast<List<String>> listed;
  private final Duration saveInterval;

  /**
   * @param root of the run
   * @param byHash the parts of all hashes that the partitions are
   * @param listed names of files with answers, when the wave began
   * @param saveInterval time between two savings
   */
  AskPart(
      AskSpec<A> spec,
      String root,
      SerializableConfiguration hadoop,
      ByHash byHash,
      Broadcast<List<String>> listed,
      Duration saveInterval) {
    this.spec = spec;
    this.root = root;
    this.hadoop = hadoop;
    this.byHash = byHash;
    this.listed = listed;
    this.saveInterval = saveInterval;
  }

  @Override
  public Iterator<Row> call(Iterator<Tuple2<String, String>> texts) {
    if (!texts.hasNext()) {
      // Nobody wants the answers of this range.
      return Collections.emptyIterator();
    }
    HashRange range = byHash.range(TaskContext.getPartitionId());
    AnswerFiles<A> files = spec.files(Stores.at(root, hadoop.value()));
    // What an earlier attempt of this task saved came after the list.
    TaskContext task = TaskContext.get();
    boolean first = task.attemptNumber() == 0 && task.stageAttemptNumber() == 0;
    Work work = new Work(range, files, first ? listed.value() : files.names());
    work.run(texts);
    return work.rows().iterator();
  }

  private record Result<A>(Answer<A> answer, Throwable failure) {}

  private final class Work {

    private final HashRange range;
    private final AnswerFiles<A> files;
    private final SortedMap<String, Answer<A>> answers;
    private final LinkedBlockingQueue<Result<A>> results = new LinkedBlockingQueue<>();
    private final List<Answer<A>> unsaved = new ArrayList<>();
    private final List<String> held = new ArrayList<>();
    private final List<Row> rows = new ArrayList<>();
    private Asker<A> asker;
    private int open;
    private long savedAt = System.nanoTime();
    private Throwable failure;

    Work(HashRange range, AnswerFiles<A> files, List<String> names) {
      this.range = range;
      this.files = files;
      Optional<SortedMap<String, Answer<A>>> found = Optional.empty();
      for (List<String> there = names; found.isEmpty(); there = files.names()) {
        held.clear();
        there.stream().filter(name -> range.overlaps(HashRange.of(name))).forEach(held::add);
        found = files.read(range, held);
      }
      this.answers = found.get();
    }

    /** A task that is killed on the way still takes, and keeps, what it has paid for. */
    void run(Iterator<Tuple2<String, String>> texts) {
      try {
        ask(texts);
      } catch (RuntimeException | InterruptedException e) {
        failure = e;
      }
      boolean interrupted = Thread.interrupted();
      while (open > 0) {
        try {
          take(results.poll(saveInterval.toMillis(), TimeUnit.MILLISECONDS));
          saveWhenDue();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      save();
      if (asker != null) {
        asker.flush();
      }
      if (interrupted || failure instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      if (failure instanceof RuntimeException e) {
        throw e;
      }
      if (failure != null) {
        throw new IllegalStateException(failure);
      }
      files.compact(range, answers.values(), held);
    }

    private void ask(Iterator<Tuple2<String, String>> texts) throws InterruptedException {
      String last = null;
      while (failure == null && texts.hasNext()) {
        Tuple2<String, String> text = texts.next();
        // Sorted by hash, equal texts follow one another.
        if (!text._1().equals(last)) {
          last = text._1();
          Answer<A> known = answers.get(last);
          if (known == null) {
            ask(last, text._2());
          } else {
            rows.add(row(known));
          }
        }
        takeAll();
        saveWhenDue();
      }
    }

    private void ask(String hash, String text) throws InterruptedException {
      if (asker == null) {
        asker = Askers.of(spec);
        long scored = answers.values().stream().filter(one -> one.brought() != null).count();
        asker.known(scored, answers.size() - scored);
      }
      Optional<CompletableFuture<Answer<A>>> asked = Optional.empty();
      while (failure == null && asked.isEmpty()) {
        asked = asker.ask(hash, text, saveInterval);
        takeAll();
        saveWhenDue();
      }
      if (asked.isPresent()) {
        open++;
        CompletableFuture<Answer<A>> unused =
            asked.get().whenComplete((answer, failed) -> results.add(new Result<>(answer, failed)));
      }
    }

    private void takeAll() {
      while (failure == null && !results.isEmpty()) {
        take(results.poll());
      }
    }

    private void take(Result<A> result) {
      if (result == null) {
        return;
      }
      open--;
      if (result.failure() != null) {
        failure = failure == null ? result.failure() : failure;
        return;
      }
      Answer<A> answer = result.answer();
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
        held.add(Uninterrupted.call(() -> files.add(range, unsaved)));
        unsaved.clear();
      }
    }

    List<Row> rows() {
      return rows;
    }

    private Row row(Answer<A> answer) {
      List<Object> values = new ArrayList<>();
      values.add(answer.textHash());
      if (answer.brought() == null) {
        values.addAll(Collections.nCopies(spec.columns().inRows().size(), null));
      } else {
        values.addAll(spec.columns().values(answer.brought()));
      }
      values.add(answer.reason());
      return RowFactory.create(values.toArray());
    }
  }
}
