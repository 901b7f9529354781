package org.penumbra.jobs.llm;

import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Types;
import org.penumbra.jobs.state.Store;
import org.penumbra.llm.Answer;
import org.penumbra.llm.Judgement;
import org.penumbra.llm.Usage;

/**
 * Paid answers, kept as they come: immutable Parquet files below {@code answers/request=<hash>/},
 * each named for the range of text hashes it holds. A range has one writer, unless Spark takes a
 * living task for dead; one that was killed leaves files that the next one finds.
 */
public final class AnswerFiles {

  private static final String FOLDER = "answers";
  private static final String SUFFIX = ".parquet";
  private static final String HASH = "text_hash";
  private static final String SCORE = "score";
  private static final String DOUBT = "doubt";
  private static final String REASON = "reason";
  private static final String REQUESTS = "requests";
  private static final String PROMPT_TOKENS = "prompt_tokens";
  private static final String COMPLETION_TOKENS = "completion_tokens";

  private static final MessageType SCHEMA =
      Types.buildMessage()
          .required(BINARY)
          .as(stringType())
          .named(HASH)
          .optional(DOUBLE)
          .named(SCORE)
          .optional(DOUBLE)
          .named(DOUBT)
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

  private final Store store;
  private final String folder;

  /**
   * @param requestHash all that decides an answer beside the text
   */
  AnswerFiles(Store store, String requestHash) {
    this.store = store;
    this.folder = folder(requestHash);
  }

  private static String folder(String requestHash) {
    return FOLDER + "/request=" + requestHash;
  }

  /**
   * Whether answers are kept that other prompts, models or parameters brought, and none of these.
   */
  static boolean onlyOthers(Store store, String requestHash) {
    List<String> all = store.list(FOLDER);
    return !all.isEmpty() && store.list(folder(requestHash)).isEmpty();
  }

  /** The files of all requests, relative to the run. */
  public static List<String> all(Store store) {
    List<String> all = new ArrayList<>();
    for (String request : store.list(FOLDER)) {
      String place = FOLDER + "/" + request;
      store.list(place).stream()
          .filter(name -> name.endsWith(SUFFIX))
          .forEach(name -> all.add(place + "/" + name));
    }
    return all;
  }

  /** How many answers of a file are to texts of these hashes. */
  public static long count(Store store, String file, Predicate<String> hashes) {
    return rows(store, file).stream().filter(row -> hashes.test(row.getString(HASH, 0))).count();
  }

  /** Leaves out the answers to texts of these hashes: another file takes the place of this one. */
  public static void leaveOut(Store store, String file, Predicate<String> hashes) {
    List<Group> rows = rows(store, file);
    List<Group> left = rows.stream().filter(row -> !hashes.test(row.getString(HASH, 0))).toList();
    if (left.size() < rows.size()) {
      int name = file.lastIndexOf('/') + 1;
      String other = file.substring(0, name) + fresh(HashRange.of(file.substring(name)));
      store.put(other, MemoryParquet.write(SCHEMA, left));
      store.delete(file);
    }
  }

  private static List<Group> rows(Store store, String file) {
    return store.read(file).map(MemoryParquet::read).orElse(List.of());
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
  Optional<SortedMap<String, Answer>> read(HashRange range, List<String> listed) {
    SortedMap<String, Answer> answers = new TreeMap<>();
    for (String name : listed) {
      if (range.overlaps(HashRange.of(name))) {
        Optional<byte[]> bytes = store.read(folder + "/" + name);
        if (bytes.isEmpty()) {
          return Optional.empty();
        }
        for (Group row : MemoryParquet.read(bytes.get())) {
          Answer answer = answer(row);
          if (range.contains(answer.textHash())) {
            answers.put(answer.textHash(), answer);
          }
        }
      }
    }
    return Optional.of(answers);
  }

  /** Keeps some more answers of a range; the name of their file. */
  String add(HashRange range, Collection<Answer> answers) {
    List<Group> rows = new ArrayList<>();
    answers.forEach(answer -> rows.add(row(answer)));
    String name = fresh(range);
    store.put(folder + "/" + name, MemoryParquet.write(SCHEMA, rows));
    return name;
  }

  /**
   * Puts all of a range into one file; the files that held them go once it is there.
   *
   * @param held names of files, of other ranges too
   */
  void compact(HashRange range, Collection<Answer> all, Collection<String> held) {
    List<String> before = held.stream().filter(name -> range.covers(HashRange.of(name))).toList();
    if (before.size() > 1) {
      add(range, all);
      before.forEach(name -> store.delete(folder + "/" + name));
    }
  }

  private static Group row(Answer answer) {
    SimpleGroup row = new SimpleGroup(SCHEMA);
    row.add(HASH, answer.textHash());
    if (answer.judgement() != null) {
      row.add(SCORE, answer.judgement().score());
      row.add(DOUBT, answer.judgement().doubt());
    }
    if (answer.reason() != null) {
      row.add(REASON, answer.reason());
    }
    row.add(REQUESTS, answer.usage().requests());
    row.add(PROMPT_TOKENS, answer.usage().promptTokens());
    row.add(COMPLETION_TOKENS, answer.usage().completionTokens());
    return row;
  }

  private static Answer answer(Group row) {
    Usage usage =
        new Usage(
            row.getLong(REQUESTS, 0),
            row.getLong(PROMPT_TOKENS, 0),
            row.getLong(COMPLETION_TOKENS, 0));
    boolean scored = row.getFieldRepetitionCount(SCORE) == 1;
    return new Answer(
        row.getString(HASH, 0),
        scored ? new Judgement(row.getDouble(SCORE, 0), row.getDouble(DOUBT, 0)) : null,
        scored ? null : row.getString(REASON, 0),
        true,
        usage);
  }
}
