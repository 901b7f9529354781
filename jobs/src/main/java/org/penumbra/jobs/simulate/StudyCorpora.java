package org.penumbra.jobs.simulate;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.array_join;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.penumbra.Errors;
import org.penumbra.StableHash;
import org.penumbra.jobs.data.Rows;
import org.penumbra.pair.EmbeddedItem;
import org.penumbra.pair.NearDuplicates;
import org.penumbra.provenance.Input;
import org.penumbra.settings.EmbedderSettings;
import org.penumbra.student.CharacterNgrams;
import org.penumbra.student.SparseVector;
import org.penumbra.study.CorpusDescription;
import org.penumbra.study.LabelledCorpus;

/** Labelled corpora as files hold them, and as a study plays on them. */
public final class StudyCorpora {

  private final SparkSession spark;

  public StudyCorpora(SparkSession spark) {
    this.spark = spark;
  }

  /**
   * A corpus: id, text, label, votes (each {@code rater=answer}), score (null where no model gave
   * one).
   *
   * @throws org.penumbra.UserException if it cannot be read or an expression does not fit it
   */
  public Dataset<Row> read(CorpusDescription corpus) {
    try {
      Dataset<Row> rows =
          corpus.uri().endsWith(".parquet")
              ? spark.read().parquet(corpus.uri())
              : spark.read().json(corpus.uri());
      String votes = "transform(" + corpus.votes() + ", v -> concat(v.rater, '=', v.answer))";
      return rows.where(corpus.where())
          .select(
              concat(lit(corpus.name() + "/"), col(corpus.id()).cast("string")).as("id"),
              col(corpus.text()).as("text"),
              expr(corpus.label()).cast("double").as("label"),
              coalesce(array_join(expr(votes), "\n"), lit("")).as("votes"),
              expr(corpus.score().isEmpty() ? "null" : corpus.score())
                  .try_cast("double")
                  .as("score"))
          .where(col("label").isNotNull().and(col("text").isNotNull()));
    } catch (Exception e) {
      if (e instanceof AnalysisException) {
        throw Errors.studyCorpusNotReadable(corpus.name(), corpus.uri(), e.getMessage());
      }
      throw e;
    }
  }

  /**
   * What a corpus is known by: its description, and its files with their lengths and times.
   *
   * @throws org.penumbra.UserException if there is no file
   */
  public Input input(CorpusDescription corpus) {
    return input(corpus.name(), corpus.uri(), corpus.toString());
  }

  /** What given vectors are known by. */
  public Input input(EmbedderSettings given) {
    return input("of vectors", given.given(), given.given());
  }

  private Input input(String name, String uri, String description) {
    Path path = new Path(uri);
    try {
      FileSystem files = path.getFileSystem(spark.sparkContext().hadoopConfiguration());
      FileStatus[] found = files.globStatus(path);
      if (found == null || found.length == 0) {
        throw Errors.studyCorpusNotReadable(name, uri, "there is no such file");
      }
      StringBuilder known = new StringBuilder(description);
      for (FileStatus file : found) {
        known.append('\n').append(file.getPath()).append(' ').append(file.getLen());
        known.append(' ').append(file.getModificationTime());
      }
      return new Input("corpus " + name, found.length, 0, StableHash.id128(known.toString()));
    } catch (IOException e) {
      throw Errors.studyCorpusNotReadable(name, uri, e.toString());
    }
  }

  /**
   * Makes sure that a corpus can be played on, before its texts are encoded.
   *
   * @throws org.penumbra.UserException if it has too many items, one without an id, or one without
   *     a score where a model's are to be read
   */
  public static void requireRoom(CorpusDescription corpus, Dataset<Row> rows) {
    long size = rows.count();
    if (size > NearDuplicates.CAP) {
      throw Errors.studyCorpusTooLarge(corpus.name(), size, NearDuplicates.CAP);
    }
    if (rows.where(col("id").isNull()).count() > 0) {
      throw Errors.studyCorpusId(corpus.name(), null);
    }
    Column finite = abs(col("score")).lt(Double.POSITIVE_INFINITY);
    String unscored =
        rows.where(not(coalesce(finite, lit(false))))
            .agg(min("id"))
            .collectAsList()
            .get(0)
            .getString(0);
    if (!corpus.score().isEmpty() && unscored != null) {
      throw Errors.studyCorpusScore(corpus.name(), unscored);
    }
  }

  /**
   * A corpus with vectors and n-grams, near-duplicates collapsed.
   *
   * @param rows as {@link #read} gives them
   * @param embeddings vectors of all of them, with columns id and vector near-duplicates are told
   *     by them
   * @param dimensions principal components that stand for a vector; 0 for the vector itself
   * @throws org.penumbra.UserException if an id is there twice, or an answer is not 0 or 1
   */
  public static LabelledCorpus assemble(
      CorpusDescription corpus, Dataset<Row> rows, Dataset<Row> embeddings, int dimensions) {
    Dataset<Row> played =
        dimensions == 0 ? embeddings : PrincipalComponents.of(embeddings, dimensions);
    List<Row> all =
        rows.join(embeddings, "id")
            .join(played.select(col("id"), col("vector").as("played")), "id")
            .select("id", "text", "label", "votes", "vector", "played", "score")
            .collectAsList();
    List<EmbeddedItem> items = new ArrayList<>();
    Map<String, Row> byId = new TreeMap<>();
    for (Row row : all) {
      if (byId.containsKey(row.getString(0))) {
        throw Errors.studyCorpusId(corpus.name(), row.getString(0));
      }
      requireLabel(corpus, row.getString(0), plain(row.getDouble(2)));
      items.add(new EmbeddedItem(row.getString(0), Rows.floats(row, 4), 0));
      byId.put(row.getString(0), row);
    }
    Map<String, String> representatives = NearDuplicates.standard().representatives(items);
    items.removeIf(item -> !representatives.get(item.id()).equals(item.id()));
    items.sort(Comparator.comparing(EmbeddedItem::id));
    List<String> ids = items.stream().map(EmbeddedItem::id).toList();
    return new LabelledCorpus(
        corpus.name(),
        ids,
        ids.stream().map(id -> byId.get(id).getString(1)).toList(),
        ids.stream().map(id -> Rows.floats(byId.get(id), 5)).toArray(float[][]::new),
        ids.stream()
            .map(id -> CharacterNgrams.STANDARD.of(byId.get(id).getString(1)))
            .toArray(SparseVector[]::new),
        ids.stream().mapToInt(id -> (int) byId.get(id).getDouble(2)).toArray(),
        ids.stream().map(id -> votes(corpus, id, byId.get(id).getString(3))).toList(),
        corpus.score().isEmpty()
            ? new double[0]
            : ids.stream().mapToDouble(id -> byId.get(id).getAs("score")).toArray());
  }

  private static String plain(double number) {
    return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
  }

  private static void requireLabel(CorpusDescription corpus, String id, String label) {
    if (!label.equals("0") && !label.equals("1")) {
      throw Errors.studyCorpusLabel(corpus.name(), id, label);
    }
  }

  private static List<LabelledCorpus.Vote> votes(
      CorpusDescription corpus, String id, String joined) {
    List<LabelledCorpus.Vote> votes = new ArrayList<>();
    for (String vote : joined.lines().toList()) {
      int at = vote.lastIndexOf('=');
      if (at > 0) {
        requireLabel(corpus, id, vote.substring(at + 1));
        votes.add(
            new LabelledCorpus.Vote(
                vote.substring(0, at), Integer.parseInt(vote.substring(at + 1))));
      }
    }
    return votes;
  }
}
