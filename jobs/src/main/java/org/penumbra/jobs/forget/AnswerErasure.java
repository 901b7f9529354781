package org.penumbra.jobs.forget;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.udf;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.util.SerializableConfiguration;
import org.penumbra.StableHash;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.llm.AnswerFiles;
import org.penumbra.jobs.llm.OfflineFiles;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.jobs.state.Forgotten;
import org.penumbra.jobs.state.StageId;
import org.penumbra.jobs.state.StageName;
import org.penumbra.jobs.state.StageState;
import org.penumbra.jobs.state.Stores;

/**
 * Erases a model's answers about forgotten texts. They are known by the hash of the text, which the
 * items tell, so this comes before the items themselves are erased.
 */
public final class AnswerErasure {

  private static final int FILES_PER_TASK = 64;

  private final RunContext context;
  private final Forgotten forgotten;

  public AnswerErasure(RunContext context, Forgotten forgotten) {
    this.context = context;
    this.forgotten = forgotten;
  }

  /** How many answers there are. */
  public long search() {
    List<String> files = AnswerFiles.all(context.store());
    if (files.isEmpty()) {
      return 0;
    }
    Texts texts = texts();
    String root = context.uri();
    SerializableConfiguration hadoop = hadoop();
    return files(files)
        .map(file -> AnswerFiles.count(Stores.at(root, hadoop.value()), file, texts::gone))
        .fold(0L, Long::sum);
  }

  /** Erases them, and the files that carry texts to a server and answers back. */
  public void erase() {
    context.lease().check();
    OfflineFiles.delete(context.store());
    List<String> files = AnswerFiles.all(context.store());
    if (!files.isEmpty()) {
      Texts texts = texts();
      String root = context.uri();
      SerializableConfiguration hadoop = hadoop();
      files(files)
          .foreach(
              file -> AnswerFiles.leaveOut(Stores.at(root, hadoop.value()), file, texts::gone));
    }
  }

  private Texts texts() {
    JavaSparkContext spark = spark();
    Broadcast<Forgotten> names = spark.broadcast(forgotten);
    var isGone =
        udf((String id, String text) -> names.value().contains(id, text), DataTypes.BooleanType);
    var hash = udf((String text) -> StableHash.id128(text), DataTypes.StringType);
    StageState scan = new StageState(context.store(), new StageId(1, StageName.SCAN));
    Set<String> ofItems =
        new TreeSet<>(
            context
                .data()
                .read(RunDataset.ITEMS, scan.manifests(RunDataset.ITEMS.folder()))
                .where(isGone.apply(col("id"), col("text")))
                .select(hash.apply(col("text")))
                .as(Encoders.STRING())
                .collectAsList());
    return new Texts(names, spark.broadcast(ofItems));
  }

  private JavaRDD<String> files(List<String> files) {
    return spark().parallelize(files, 1 + files.size() / FILES_PER_TASK);
  }

  private JavaSparkContext spark() {
    return JavaSparkContext.fromSparkContext(context.spark().sparkContext());
  }

  private SerializableConfiguration hadoop() {
    return new SerializableConfiguration(context.spark().sparkContext().hadoopConfiguration());
  }

  /** Texts that were forgotten by their hash, and those of forgotten items. */
  private record Texts(Broadcast<Forgotten> names, Broadcast<Set<String>> ofItems)
      implements java.io.Serializable {

    boolean gone(String hash) {
      return ofItems.value().contains(hash) || names.value().contains(hash);
    }
  }
}
