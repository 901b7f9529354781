package org.penumbra.jobs.drift;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.penumbra.StableHash;
import org.penumbra.jobs.corpus.CorpusFile;
import org.penumbra.jobs.corpus.CorpusRow;
import org.penumbra.jobs.corpus.FileShardOpener;
import org.penumbra.jobs.corpus.ReadSpec;
import org.penumbra.jobs.corpus.Shard;
import org.penumbra.jobs.corpus.ShardReader;
import org.penumbra.jobs.scan.CorpusInput;
import org.penumbra.jobs.scan.Scoring;
import org.penumbra.jobs.scan.ShardTasks;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.jobs.state.ForgetLog;
import org.penumbra.jobs.state.Forgotten;
import org.penumbra.jobs.state.Json;
import org.penumbra.provenance.Input;

/**
 * Files of texts. All rows are read and none is encoded: shards of one advertiser or one day would
 * be no equal chance. The random numbers are those of a scan's probability sample, so that a run
 * over the snapshot has what is drawn here in its pool.
 */
final class CorpusSnapshot implements Snapshot {

  private static final String OPTION = "--against";
  private static final int TASKS_PER_CORE = 4;

  /** Items that parts bring, for each that is drawn: some hold more rows a byte than others. */
  private static final double SPARE = 4;

  private static final int LEAST = 16;

  private final RunContext context;
  private final String uri;
  private final CorpusInput corpus;
  private final List<CorpusFile> files;
  private final int characters;

  /**
   * @param characters of a text that are kept
   */
  CorpusSnapshot(RunContext context, String uri, int characters) {
    this.context = context;
    this.uri = uri;
    this.corpus = CorpusInput.of(context.settings().corpus(), OPTION, uri, hadoop(context).value());
    this.files = corpus.files();
    this.characters = characters;
  }

  @Override
  public Input input() {
    return new Input(uri, files.size(), 0, StableHash.id128(new String(Json.write(files), UTF_8)));
  }

  @Override
  public Drawn draw(int most) {
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(context.spark().sparkContext());
    FileShardOpener opener = new FileShardOpener();
    List<Shard> shards = corpus.shards(files, opener);
    List<List<Shard>> tasks =
        ShardTasks.of(shards, Math.min(shards.size(), TASKS_PER_CORE * spark.defaultParallelism()));
    double all = shards.stream().mapToDouble(ShardTasks::bytes).sum();
    Broadcast<Forgotten> forgotten = spark.broadcast(ForgetLog.of(context.store()));
    SerializableConfiguration hadoop = hadoop(context);
    ReadSpec spec = corpus.spec();
    long seed = context.settings().seed();
    int kept = characters;
    Function<List<Shard>, Drawn> draw =
        ofTask -> {
          double bytes = ofTask.stream().mapToDouble(ShardTasks::bytes).sum();
          int wanted = LEAST + (int) Math.min(most, SPARE * most * bytes / Math.max(1, all));
          Drawn.Draw part = new Drawn.Draw(wanted);
          StableHash.Draw numbers = new StableHash.Draw(seed, Scoring.SAMPLE);
          for (Shard shard : ofTask) {
            try (ShardReader rows = opener.open(hadoop.value(), shard, spec)) {
              while (rows.hasNext()) {
                add(part, rows.next(), numbers, kept, forgotten.value());
              }
            }
          }
          return part.drawn();
        };
    return spark
        .parallelize(tasks, tasks.size())
        .map(draw)
        .treeReduce((one, other) -> Drawn.of(List.of(one, other), most));
  }

  private static void add(
      Drawn.Draw part,
      CorpusRow row,
      StableHash.Draw numbers,
      int characters,
      Forgotten forgotten) {
    if (row.rejected()) {
      part.skip();
      return;
    }
    String id = row.id() == null ? StableHash.id128(row.content().utf8()) : row.id();
    double number = numbers.unit(id);
    if (!part.wants(number)) {
      part.pass();
    } else if (forgotten.contains(id, row.text())) {
      part.skip();
    } else {
      part.add(
          new Drawn.Item(number, id, row.group(), Snapshots.beginning(row.text(), characters)));
    }
  }

  private static SerializableConfiguration hadoop(RunContext context) {
    return new SerializableConfiguration(context.spark().sparkContext().hadoopConfiguration());
  }
}
