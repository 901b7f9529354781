package org.penumbra.jobs.llm;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.util.LongAccumulator;
import org.apache.spark.util.SerializableConfiguration;
import org.penumbra.Errors;
import org.penumbra.jobs.label.Exports;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.jobs.state.Store;
import org.penumbra.jobs.state.Stores;
import org.penumbra.llm.Answer;
import org.penumbra.llm.Judgement;
import org.penumbra.llm.OfflineBatch;
import org.penumbra.llm.Usage;
import scala.Tuple2;

/**
 * Requests as files for a server that works them off in its own time, and the files of results that
 * come back, in any order, whole or in part.
 */
public final class OfflineFiles {

  private static final String REQUESTS = Exports.folder(1) + "/llm-requests";
  private static final String RESULTS = Exports.folder(1) + "/llm-results";
  private static final String SUFFIX = ".jsonl";

  private final RunContext context;
  private final LlmSpec spec;
  private final String requests;
  private final String results;

  /**
   * @param part the voice's folder below that of all, with a slash before it, or nothing
   */
  OfflineFiles(RunContext context, LlmSpec spec, String part) {
    this.context = context;
    this.spec = spec;
    this.requests = REQUESTS + part;
    this.results = RESULTS + part;
  }

  /** Deletes them all: requests hold texts, and both are of use until the scan is done alone. */
  public static void delete(Store store) {
    store.delete(REQUESTS);
    store.delete(RESULTS);
  }

  /**
   * What was written.
   *
   * @param requests texts that are asked about
   * @param files that ask about them
   */
  record Written(long requests, long files) implements Serializable {

    private Written plus(Written other) {
      return new Written(requests + other.requests, files + other.files);
    }
  }

  /**
   * What the files of results hold; for people, as Spark may count a line again.
   *
   * @param taken lines with an answer
   * @param left lines of other requests, that cannot be read, or worth another try
   * @param used by the answers that were not there before
   */
  record Read(long taken, long left, Usage used) {}

  /** Deletes the requests. */
  void delete() {
    context.lease().check();
    context.store().delete(requests);
  }

  /** What people have to do. */
  String sentence(Written written) {
    return String.format(
        "waiting for a model: %,d requests in %,d files in %s; put the files of results into %s,"
            + " then: scan --offline import",
        written.requests(), written.files(), requests, results);
  }

  /** Writes requests about the texts that have no answer yet, in place of all earlier ones. */
  Written write(Dataset<Row> texts, long rows) {
    delete();
    int parts = (int) Math.max(1, rows / OfflineBatch.MOST_REQUESTS + 1);
    ByHash byHash = ByHash.of(parts);
    return byHash
        .texts(texts)
        .mapPartitions(new Writing(spec, requests, context.uri(), hadoop(), byHash))
        .fold(new Written(0, 0), Written::plus);
  }

  /**
   * Keeps the answers that the files of results hold.
   *
   * @param parts of all hashes
   * @return how many lines hold an answer, and how many none that lasts
   * @throws org.penumbra.UserException where there are none
   */
  Read read(int parts) {
    String[] files =
        context.store().list(results).stream()
            .filter(name -> name.endsWith(SUFFIX))
            .map(name -> context.uri() + "/" + results + "/" + name)
            .toArray(String[]::new);
    if (files.length == 0) {
      throw Errors.noOfflineResults(context.uri() + "/" + results);
    }
    ByHash byHash = ByHash.of(parts);
    LongAccumulator taken = context.spark().sparkContext().longAccumulator();
    LongAccumulator left = context.spark().sparkContext().longAccumulator();
    Usage used =
        context
            .spark()
            .read()
            .textFile(files)
            .toJavaRDD()
            .mapPartitions(new Reading(spec, taken, left))
            .mapToPair(answer -> new Tuple2<>(answer.textHash(), answer))
            .repartitionAndSortWithinPartitions(byHash)
            .mapPartitions(new Keeping(spec, context.uri(), hadoop(), byHash))
            .fold(Usage.NONE, Usage::plus);
    return new Read(taken.value(), left.value(), used);
  }

  private SerializableConfiguration hadoop() {
    return new SerializableConfiguration(context.spark().sparkContext().hadoopConfiguration());
  }

  private record Writing(
      LlmSpec spec, String place, String root, SerializableConfiguration hadoop, ByHash byHash)
      implements FlatMapFunction<Iterator<Tuple2<String, String>>, Written> {

    /** A file is put whole, so it has to fit memory some times over. */
    private static final int BYTES = (int) Math.min(OfflineBatch.MOST_BYTES, 32 << 20);

    @Override
    public Iterator<Written> call(Iterator<Tuple2<String, String>> texts) {
      Store store = Stores.at(root, hadoop.value());
      HashRange range = byHash.range(TaskContext.getPartitionId());
      AnswerFiles<Judgement> files = spec.files(store);
      // Nobody else is at work on them.
      Map<String, Answer<Judgement>> known = files.read(range, files.names()).orElseThrow();
      OfflineBatch batch = spec.offlineBatch();
      ByteArrayOutputStream file = new ByteArrayOutputStream();
      long requests = 0;
      long inFile = 0;
      long written = 0;
      String last = null;
      while (texts.hasNext()) {
        Tuple2<String, String> text = texts.next();
        if (text._1().equals(last) || known.containsKey(text._1())) {
          continue;
        }
        last = text._1();
        byte[] line = (batch.request(last, text._2()) + "\n").getBytes(UTF_8);
        if (inFile == OfflineBatch.MOST_REQUESTS
            || (inFile > 0 && file.size() + line.length > BYTES)) {
          put(store, range, written++, file);
          inFile = 0;
        }
        file.writeBytes(line);
        inFile++;
        requests++;
      }
      if (inFile > 0) {
        put(store, range, written++, file);
      }
      return List.of(new Written(requests, written)).iterator();
    }

    private void put(Store store, HashRange range, long number, ByteArrayOutputStream file) {
      store.put(place + "/requests-" + range.name() + "-" + number + SUFFIX, file.toByteArray());
      file.reset();
    }
  }

  private record Reading(LlmSpec spec, LongAccumulator taken, LongAccumulator left)
      implements FlatMapFunction<Iterator<String>, Answer<Judgement>> {

    @Override
    public Iterator<Answer<Judgement>> call(Iterator<String> lines) {
      OfflineBatch batch = spec.offlineBatch();
      Iterable<String> all = () -> lines;
      return StreamSupport.stream(all.spliterator(), false)
          .map(batch::result)
          .peek(answer -> (answer.isPresent() ? taken : left).add(1))
          .flatMap(Optional::stream)
          .iterator();
    }
  }

  private record Keeping(LlmSpec spec, String root, SerializableConfiguration hadoop, ByHash byHash)
      implements FlatMapFunction<Iterator<Tuple2<String, Answer<Judgement>>>, Usage> {

    @Override
    public Iterator<Usage> call(Iterator<Tuple2<String, Answer<Judgement>>> answers) {
      SortedMap<String, Answer<Judgement>> fresh = new TreeMap<>();
      answers.forEachRemaining(answer -> fresh.putIfAbsent(answer._1(), answer._2()));
      AnswerFiles<Judgement> files = spec.files(Stores.at(root, hadoop.value()));
      HashRange range = byHash.range(TaskContext.getPartitionId());
      // Nobody else is at work on them.
      fresh.keySet().removeAll(files.read(range, files.names()).orElseThrow().keySet());
      if (!fresh.isEmpty()) {
        String unused = files.add(range, fresh.values());
      }
      return fresh.values().stream().map(Answer::usage).iterator();
    }
  }
}
