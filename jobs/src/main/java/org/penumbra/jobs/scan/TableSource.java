package org.penumbra.jobs.scan;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.util.SerializableConfiguration;
import org.penumbra.Errors;
import org.penumbra.StableHash;
import org.penumbra.jobs.corpus.Compression;
import org.penumbra.jobs.corpus.CorpusColumns;
import org.penumbra.jobs.corpus.CorpusFormat;
import org.penumbra.jobs.corpus.ReadSpec;
import org.penumbra.jobs.corpus.Shard;
import org.penumbra.jobs.corpus.ShardOpener;
import org.penumbra.jobs.state.Forgotten;
import org.penumbra.settings.CorpusSettings;

/**
 * A table of Spark's catalogue, or files of a source that Spark reads, in one wave. Its rows have
 * no position of their own.
 */
public final class TableSource implements Source {

  private final SparkSession spark;
  private final CorpusSettings settings;
  private final ReadSpec spec;
  private final ShardOpener opener;
  private final long seed;
  private final Broadcast<Forgotten> forgotten;

  public TableSource(
      SparkSession spark,
      CorpusSettings settings,
      ReadSpec spec,
      ShardOpener opener,
      long seed,
      Broadcast<Forgotten> forgotten) {
    this.spark = spark;
    this.settings = settings;
    this.spec = spec;
    this.opener = opener;
    this.seed = seed;
    this.forgotten = forgotten;
  }

  @Override
  public List<String> texts(Draw draw, int most) {
    long from = seed;
    String purpose = draw.purpose;
    Broadcast<Forgotten> never = forgotten;
    UserDefinedFunction gone =
        functions.udf(
            (String id, String text) -> never.value().contains(id, text), DataTypes.BooleanType);
    UserDefinedFunction start =
        functions.udf((String text) -> TextDraw.start(text), DataTypes.StringType);
    UserDefinedFunction hash =
        functions.udf((String text) -> StableHash.bits(from, purpose, text), DataTypes.LongType);
    return rows()
        .where("length(text) > 0")
        .where(functions.not(gone.apply(functions.col("id"), functions.col("text"))))
        .select(start.apply(functions.col("text")).as("text"))
        .orderBy(hash.apply(functions.col("text")), functions.col("text"))
        .limit(most)
        .as(Encoders.STRING())
        .collectAsList();
  }

  @Override
  public long rowCount() {
    return table().count();
  }

  @Override
  public int waves() {
    return 1;
  }

  @Override
  public Dataset<Row> frame(int wave, Scoring scoring, PoolBounds bounds) {
    var hadoop = new SerializableConfiguration(spark.sparkContext().hadoopConfiguration());
    ShardScan scan = new ShardScan(opener, hadoop, spec, shared(scoring), bounds, seed, forgotten);
    ReadSpec wanted = spec;
    String name = name();
    return spark.createDataFrame(
        rows()
            .toJavaRDD()
            .mapPartitionsWithIndex(
                (Integer partition, Iterator<Row> rows) ->
                    scan.rows(shard(partition, name), new TableReader(rows, wanted)),
                false),
        Staged.SCHEMA);
  }

  private Broadcast<Scoring> shared(Scoring scoring) {
    return JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(scoring);
  }

  /** The named columns as id, text, group and language, all text. */
  Dataset<Row> rows() {
    Dataset<Row> table = table();
    CorpusColumns columns = spec.columns();
    return table.select(
        column(table, "corpus.id", columns.id()).as("id"),
        column(table, "corpus.text", columns.text()).as("text"),
        column(table, "corpus.group", columns.group()).as("group"),
        column(table, "corpus.language", columns.language()).as("language"));
  }

  private Dataset<Row> table() {
    try {
      Dataset<Row> table =
          settings.table() != null
              ? spark.table(settings.table())
              : spark.read().format(settings.format()).load(settings.uri());
      return settings.where() == null ? table : table.where(settings.where());
    } catch (Exception e) {
      // Checked, but not declared.
      if (e instanceof AnalysisException) {
        throw Errors.corpusTable(name(), e.getMessage());
      }
      throw e;
    }
  }

  private Column column(Dataset<Row> table, String setting, String name) {
    if (name == null) {
      return functions.lit(null).cast("string");
    }
    if (!List.of(table.columns()).contains(name)) {
      throw Errors.corpusColumnMissing(name(), setting, name, String.join(", ", table.columns()));
    }
    return table.col("`" + name + "`").cast("string");
  }

  private String name() {
    return settings.table() != null ? settings.table() : settings.uri();
  }

  private static Shard shard(int partition, String name) {
    return new Shard(partition, name, CorpusFormat.PARQUET, Compression.NONE, 0, 0, 0, 1, 0, 0);
  }
}
