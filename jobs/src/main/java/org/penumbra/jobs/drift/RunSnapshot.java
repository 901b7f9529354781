package org.penumbra.jobs.drift;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.apache.spark.sql.functions.col;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.penumbra.Errors;
import org.penumbra.StableHash;
import org.penumbra.jobs.data.RunData;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.jobs.state.ForgetLog;
import org.penumbra.jobs.state.Forgotten;
import org.penumbra.jobs.state.Json;
import org.penumbra.jobs.state.Manifest;
import org.penumbra.jobs.state.StageId;
import org.penumbra.jobs.state.StageName;
import org.penumbra.jobs.state.StageState;
import org.penumbra.jobs.state.Store;
import org.penumbra.jobs.state.Stores;
import org.penumbra.provenance.Input;

/** The corpus of another run, by its pool. That run is only read. */
final class RunSnapshot implements Snapshot {

  private static final String PURPOSE = "drift-snapshot";

  private final RunContext context;
  private final String root;
  private final List<Manifest> items;
  private final int characters;

  /**
   * @param root of the other run
   * @param characters of a text that are kept
   * @throws org.penumbra.UserException where it is the run itself, or has no pool
   */
  RunSnapshot(RunContext context, String root, int characters) {
    this.context = context;
    this.root = root;
    this.characters = characters;
    if (root.equals(context.uri())) {
      throw Errors.driftAgainstItself(root);
    }
    StageState scan = new StageState(store(context, root), new StageId(1, StageName.SCAN));
    if (!scan.succeeded()) {
      throw Errors.driftAgainstUnscanned(root);
    }
    this.items = scan.manifests(RunDataset.ITEMS.folder());
  }

  /** Whether there is a run; what is no folder, or no address, is none. */
  static boolean isAt(RunContext context, String address) {
    Configuration hadoop = context.spark().sparkContext().hadoopConfiguration();
    try {
      Path path = new Path(address);
      if (!path.getFileSystem(hadoop).getFileStatus(path).isDirectory()) {
        return false;
      }
    } catch (FileNotFoundException | UnsupportedFileSystemException | IllegalArgumentException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return !store(context, Stores.root(address, hadoop)).list("_state").isEmpty();
  }

  @Override
  public Input input() {
    return new Input(
        root,
        items.stream().mapToLong(wave -> wave.files().size()).sum(),
        items.stream().mapToLong(Manifest::rows).sum(),
        StableHash.id128(
            new String(Json.write(items.stream().map(Manifest::asWritten).toList()), UTF_8)));
  }

  @Override
  public Drawn draw(int most) {
    RunData data = new RunData(context.spark(), store(context, root), root, context.lease());
    EvenPoolSample sample =
        new EvenPoolSample(
            data.read(RunDataset.ITEMS, items), context.settings().seed(), PURPOSE, most);
    Broadcast<Forgotten> forgotten =
        JavaSparkContext.fromSparkContext(context.spark().sparkContext())
            .broadcast(ForgetLog.of(context.store()));
    int kept = characters;
    JavaRDD<Drawn.Item> sampled =
        sample
            .items()
            .select(col(EvenPoolSample.NUMBER), col("id"), col("group"), col("text"))
            .toJavaRDD()
            .filter(row -> !forgotten.value().contains(row.getString(1), row.getString(3)))
            .map(
                row ->
                    new Drawn.Item(
                        row.getDouble(0),
                        row.getString(1),
                        row.getString(2),
                        Snapshots.beginning(row.getString(3), kept)));
    List<Drawn.Item> drawn = new ArrayList<>(sampled.collect());
    drawn.sort(Comparator.comparingDouble(Drawn.Item::number).thenComparing(Drawn.Item::id));
    return new Drawn(
        List.copyOf(drawn.subList(0, Math.min(most, drawn.size()))),
        drawn.size() <= most,
        input().rows());
  }

  private static Store store(RunContext context, String root) {
    Configuration hadoop = context.spark().sparkContext().hadoopConfiguration();
    return Stores.at(root, hadoop);
  }
}
