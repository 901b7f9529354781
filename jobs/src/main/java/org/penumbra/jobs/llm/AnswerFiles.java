package org.penumbra.jobs.llm;

import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;
import org.penumbra.jobs.state.Store;
import org.penumbra.llm.Answer;
import org.penumbra.llm.Usage;

/**
 * Paid answers, kept as they come: immutable Parquet files below {@code answers/request=<hash>/},
 * each named for the range of text hashes it holds. A range has one writer, unless Spark takes a
 * living task for dead; one that was killed leaves files that the next one finds.
 *
 * @param <A> what a text gets
 */
public final class AnswerFiles<A> {

  private static final String FOLDER = "answers";
  private static final String SUFFIX = ".parquet";
  private static final String HASH = "text_hash";
  private static final String REASON = "reason";
  private static final String REQUESTS = "requests";
  private static final String PROMPT_TOKENS = "prompt_tokens";
  private static final String COMPLETION_TOKENS = "completion_tokens";

  private final Store store;
  private final String folder;
  private final AnswerColumns<A> columns;
  private final MessageType schema;

  /**
   * @param requestHash all that decides an answer beside the text
   * @param columns where answers put what they bring
   */
  AnswerFiles(Store store, String requestHash, AnswerColumns<A> columns) {
    this.store = store;
    this.folder = folder(requestHash);
    this.columns = columns;
    this.schema = schema(columns);
  }

  private static MessageType schema(AnswerColumns<?> columns) {
    return Types.buildMessage()
        .required(BINARY)
        .as(stringType())
        .named(HASH)
        .addFields(columns.inFiles().toArray(Type[]::new))
        .optional(BINARY)
        .as(stringType())
        .named(REASON)
        .required(INT64)
        .named(REQUESTS)
        .required(INT64)
        .named(PROMPT_TOKENS)
        .required(INT64)
        .named(COMPLETION_TOKENS)
        .named("answers");
  }

  private static String folder(String requestHash) {
    return FOLDER + "/request=" + requestHash;
  }

  /**
   * Whether answers of this kind are kept that other prompts, models or parameters brought, and
   * none of these.
   */
  boolean onlyOthers() {
    return names().isEmpty() && store.list(FOLDER).stream().anyMatch(this::isAlike);
  }

  /** Files of one request are all alike, so the first one tells. */
  private boolean isAlike(String request) {
    return files(store, request).stream()
        .limit(1)
        .flatMap(file -> store.read(file).stream())
        .anyMatch(bytes -> MemoryParquet.schema(bytes).equals(schema));
  }

  /** The files of all requests, relative to the run. */
  public static List<String> all(Store store) {
    return store.list(FOLDER).stream().flatMap(request -> files(store, request).stream()).toList();
  }

  private static List<String> files(Store store, String request) {
    String place = FOLDER + "/" + request;
    return store.list(place).stream()
        .filter(name -> name.endsWith(SUFFIX))
        .map(name -> place + "/" + name)
        .toList();
  }

  /** How many answers of a file are to texts of these hashes. */
  public static long count(Store store, String file, Predicate<String> hashes) {
    return store.read(file).map(bytes -> count(bytes, hashes)).orElse(0L);
  }

  private static long count(byte[] bytes, Predicate<String> hashes) {
    LongAdder count = new LongAdder();
    MemoryParquet.read(
        bytes,
        row -> {
          if (hashes.test(row.getString(HASH, 0))) {
            count.increment();
          }
        });
    return count.sum();
  }

  /** Leaves out the answers to texts of these hashes: another file takes the place of this one. */
  public static void leaveOut(Store store, String file, Predicate<String> hashes) {
    byte[] bytes = store.read(file).orElse(null);
    if (bytes != null && count(bytes, hashes) > 0) {
      int name = file.lastIndexOf('/') + 1;
      String other = file.substring(0, name) + fresh(HashRange.of(file.substring(name)));
      store.put(other, MemoryParquet.write(MemoryParquet.schema(bytes), left(bytes, hashes)));
      store.delete(file);
    }
  }

  private static Consumer<Consumer<Group>> left(byte[] bytes, Predicate<String> hashes) {
    return sink ->
        MemoryParquet.read(
            bytes,
            row -> {
              if (!hashes.test(row.getString(HASH, 0))) {
                sink.accept(row);
              }
            });
  }

  private static String fresh(HashRange range) {
    return range.name() + "-" + UUID.randomUUID() + SUFFIX;
  }

  /** The names of all files of the request. */
  List<String> names() {
    return store.list(folder).stream().filter(name -> name.endsWith(SUFFIX)).toList();
  }

  /**
   * The answers of a range, by text hash.
   *
   * @param listed names of files, of other ranges too
   * @return nothing where a file is gone since it was listed: its rows are in another one
   */
  Optional<SortedMap<String, Answer<A>>> read(HashRange range, List<String> listed) {
    SortedMap<String, Answer<A>> answers = new TreeMap<>();
    for (String name : listed) {
      if (range.overlaps(HashRange.of(name))) {
        Optional<byte[]> bytes = store.read(folder + "/" + name);
        if (bytes.isEmpty()) {
          return Optional.empty();
        }
        MemoryParquet.read(
            bytes.get(),
            row -> {
              if (range.contains(row.getString(HASH, 0))) {
                answers.put(row.getString(HASH, 0), answer(row));
              }
            });
      }
    }
    return Optional.of(answers);
  }

  /** Keeps some more answers of a range; the name of their file. */
  String add(HashRange range, Collection<Answer<A>> answers) {
    String name = fresh(range);
    store.put(
        folder + "/" + name,
        MemoryParquet.write(schema, sink -> answers.forEach(answer -> sink.accept(row(answer)))));
    return name;
  }

  /**
   * Puts all of a range into one file; the files that held them go once it is there.
   *
   * @param held names of files, of other ranges too
   */
  void compact(HashRange range, Collection<Answer<A>> all, Collection<String> held) {
    List<String> before = held.stream().filter(name -> range.covers(HashRange.of(name))).toList();
    if (before.size() > 1) {
      add(range, all);
      before.forEach(name -> store.delete(folder + "/" + name));
    }
  }

  private Group row(Answer<A> answer) {
    SimpleGroup row = new SimpleGroup(schema);
    row.add(HASH, answer.textHash());
    if (answer.brought() != null) {
      columns.write(answer.brought(), row);
    }
    if (answer.reason() != null) {
      row.add(REASON, answer.reason());
    }
    row.add(REQUESTS, answer.usage().requests());
    row.add(PROMPT_TOKENS, answer.usage().promptTokens());
    row.add(COMPLETION_TOKENS, answer.usage().completionTokens());
    return row;
  }

  private Answer<A> answer(Group row) {
    Usage usage =
        new Usage(
            row.getLong(REQUESTS, 0),
            row.getLong(PROMPT_TOKENS, 0),
            row.getLong(COMPLETION_TOKENS, 0));
    A brought = columns.read(row).orElse(null);
    String reason = brought == null ? row.getString(REASON, 0) : null;
    return new Answer<>(row.getString(HASH, 0), brought, reason, true, usage);
  }
}
