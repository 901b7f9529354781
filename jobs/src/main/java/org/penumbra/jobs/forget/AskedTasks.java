package org.penumbra.jobs.forget;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.jobs.state.Forgotten;
import org.penumbra.jobs.state.Manifest;
import org.penumbra.jobs.state.StageState;
import org.penumbra.label.Phase;
import org.penumbra.label.assign.Panel;
import org.penumbra.label.assign.TaskIds;

/**
 * The tasks that asked about items. A label file may name these alone; once the items are erased
 * nothing tells any more which they were.
 */
public final class AskedTasks {

  private final RunContext context;

  public AskedTasks(RunContext context) {
    this.context = context;
  }

  /** Names of all tasks about forgotten items, handed out or still to come in their rounds. */
  public SortedSet<String> about(Forgotten forgotten) {
    SortedSet<String> tasks = new TreeSet<>();
    SortedSet<String> raters = new TreeSet<>(Panel.open(1, null).adjudicators());
    List<Asked> asked = new ArrayList<>();
    for (StageState state : StageState.all(context.store())) {
      List<Manifest> manifests = state.manifests(RunDataset.ASSIGNMENTS.folder());
      if (manifests.isEmpty()) {
        continue;
      }
      for (Row row :
          context
              .data()
              .read(RunDataset.ASSIGNMENTS, manifests)
              .select("task_id", "item_id", "rater", "policy_id", "guideline_version")
              .collectAsList()) {
        raters.add(row.getString(2));
        if (forgotten.contains(row.getString(1))) {
          tasks.add(row.getString(0));
          TaskIds ids =
              new TaskIds(
                  context.settings().seed(),
                  row.getString(3),
                  row.getString(4),
                  state.id().round());
          asked.add(new Asked(row.getString(1), ids));
        }
      }
    }
    // Those of adjudication stand in no dataset before they are answered.
    for (Asked item : asked) {
      for (String rater : raters) {
        tasks.add(item.ids().of(item.id(), rater, Phase.ADJUDICATION));
      }
    }
    return tasks;
  }

  private record Asked(String id, TaskIds ids) {}
}
