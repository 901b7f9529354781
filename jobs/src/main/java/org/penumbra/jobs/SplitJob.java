package org.penumbra.jobs;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.penumbra.embed.EncodedText;
import org.penumbra.jobs.data.Embeddings;
import org.penumbra.jobs.data.History;
import org.penumbra.jobs.data.LabelledItems;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.label.Redactors;
import org.penumbra.jobs.split.FineTuningExport;
import org.penumbra.jobs.stage.Dependencies;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.jobs.stage.StageResult;
import org.penumbra.jobs.stage.StageRun;
import org.penumbra.jobs.stage.Stages;
import org.penumbra.jobs.state.Manifest;
import org.penumbra.jobs.state.StageId;
import org.penumbra.jobs.state.StageName;
import org.penumbra.pair.EmbeddedItem;
import org.penumbra.pair.NearDuplicates;
import org.penumbra.split.EvalSftSplit;
import org.penumbra.split.Groups;
import org.penumbra.split.Link;
import org.penumbra.split.Side;
import org.penumbra.split.Split;

/**
 * Splits the round's answered items at random into evaluation and fine-tuning. Pairs,
 * near-duplicates and corpus groups stay together, and no item ever changes its side.
 */
public final class SplitJob {

  private final RunContext context;
  private final StageId id;
  private final LabelledItems labelled;

  public SplitJob(RunContext context, int round) {
    this.context = context;
    this.id = new StageId(round, StageName.SPLIT);
    this.labelled =
        new LabelledItems(
            context.spark(),
            context.data(),
            new History(context.store(), context.data()),
            context.policy().guidelineVersion());
  }

  /** Writes eval and sft. */
  public StageResult run() {
    Dependencies dependencies =
        new Dependencies(context, id)
            .settings("split", "seed", "pair.near-duplicate")
            .watch(Redactors.input(context.settings()))
            .policy();
    StageId ingest = new StageId(id.round(), StageName.INGEST);
    dependencies.read(ingest, RunDataset.CONSENSUS);
    dependencies.read(ingest, RunDataset.CARRIED);
    List<Manifest> items = dependencies.read(new StageId(1, StageName.SCAN), RunDataset.ITEMS);
    String modelHash = Embeddings.modelHash(context.settings().embedder());
    List<Manifest> vectors = Embeddings.manifests(context.store(), modelHash, id.round());
    if (id.round() > 1) {
      dependencies.read(new StageId(id.round() - 1, StageName.SPLIT), RunDataset.EVAL);
      dependencies.read(new StageId(id.round() - 1, StageName.SPLIT), RunDataset.SFT);
    }
    return new Stages(context).run(dependencies, run -> split(run, items, vectors));
  }

  private void split(StageRun run, List<Manifest> items, List<Manifest> vectors) {
    run.describe("labelled items");
    SortedSet<String> now = labelled.answered(id.round());
    SortedMap<String, Integer> consensus = labelled.consensus(id.round());
    SortedMap<String, LabelledItems.Placed> placed = labelled.placed(id.round() - 1);
    Map<String, Side> old = new TreeMap<>();
    labelled.answered(id.round() - 1).forEach(item -> old.put(item, Side.QUARANTINED));
    placed.forEach((item, where) -> old.put(item, where.side()));
    List<Link> links = links(now, old.keySet(), items, vectors);
    Groups groups = Groups.of(now, withEarlierGroups(links, placed));
    Split split =
        new EvalSftSplit(context.settings().seed(), context.settings().split().evalShare())
            .split(now, links, old);
    List<Row> eval = new ArrayList<>();
    List<Row> sft = new ArrayList<>();
    for (String item : labelled.answeredIn(id.round())) {
      Side side = split.sides().get(item);
      if (side != Side.QUARANTINED) {
        placed.computeIfAbsent(item, one -> new LabelledItems.Placed(side, groups.of(one)));
        (side == Side.EVAL ? eval : sft)
            .add(row(item, placed.get(item).group(), consensus.get(item)));
      }
    }
    run.write(RunDataset.EVAL, () -> context.data().frame(eval, RunDataset.EVAL));
    run.write(RunDataset.SFT, () -> context.data().frame(sft, RunDataset.SFT));
    new FineTuningExport(context, id.round())
        .write(placed, consensus, consensus.size() - labelled.decided(id.round()).size());
    run.count("quarantined", split.quarantined().size());
    if (split.crossed() > 0) {
      run.warn(
          split.crossed()
              + " links were found between items that already lie on both sides of the split");
    }
    run.note(
        String.format(
            "%d items to evaluation, %d to fine-tuning, %d to neither",
            eval.size(), sft.size(), split.quarantined().size()));
  }

  private Row row(String item, String group, Integer label) {
    return RowFactory.create(
        context.policy().id(), context.policy().guidelineVersion(), item, group, label);
  }

  /** What binds the items: links among old ones say nothing new, as those stay where they are. */
  private List<Link> links(
      SortedSet<String> items, Set<String> old, List<Manifest> pool, List<Manifest> vectors) {
    List<Link> links = new ArrayList<>(Link.ofGroups(batchPairs(items)));
    links.addAll(Link.ofGroups(corpusGroups(items, pool)));
    List<EmbeddedItem> fresh = new ArrayList<>();
    List<EmbeddedItem> known = new ArrayList<>();
    for (Map.Entry<String, EncodedText> item : labelled.vectors(items, vectors).entrySet()) {
      (old.contains(item.getKey()) ? known : fresh)
          .add(new EmbeddedItem(item.getKey(), item.getValue().vector(), 0));
    }
    NearDuplicates duplicates = new NearDuplicates(context.settings().pair().nearDuplicate());
    duplicates
        .representatives(fresh)
        .forEach(
            (item, representative) -> {
              if (!item.equals(representative)) {
                links.add(Link.of(item, representative));
              }
            });
    duplicates
        .among(fresh, known)
        .forEach((item, near) -> near.forEach(other -> links.add(Link.of(item, other))));
    return links;
  }

  /** A new item is drawn together with all that its old neighbours are drawn together with. */
  private static List<Link> withEarlierGroups(
      List<Link> links, Map<String, LabelledItems.Placed> placed) {
    List<Link> all = new ArrayList<>(links);
    placed.forEach((item, where) -> all.add(Link.of(item, where.group())));
    return all;
  }

  private Map<String, String> batchPairs(SortedSet<String> items) {
    Dataset<Row> batches =
        new History(context.store(), context.data())
            .read(RunDataset.BATCH, StageName.SELECT, id.round());
    return groups(batches.select(col("item_id"), col("pair_id")), items);
  }

  private Map<String, String> corpusGroups(SortedSet<String> items, List<Manifest> pool) {
    Dataset<Row> wanted =
        context.spark().createDataset(new ArrayList<>(items), Encoders.STRING()).toDF("id");
    Dataset<Row> found = context.data().read(RunDataset.ITEMS, pool).join(broadcast(wanted), "id");
    return groups(found.select(col("id"), col("group")), items);
  }

  private static Map<String, String> groups(Dataset<Row> frame, SortedSet<String> items) {
    Map<String, String> groups = new TreeMap<>();
    for (Row row : frame.collectAsList()) {
      if (!row.isNullAt(1) && items.contains(row.getString(0))) {
        groups.put(row.getString(0), row.getString(1));
      }
    }
    return groups;
  }
}
