package org.penumbra.jobs.label;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.penumbra.agree.DoubledSize;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.label.ExpertLabel;
import org.penumbra.label.Phase;
import org.penumbra.label.assign.Adjudication;
import org.penumbra.label.assign.AskedItem;
import org.penumbra.label.assign.Assigner;
import org.penumbra.label.assign.Assignment;
import org.penumbra.label.assign.AssignmentRules;
import org.penumbra.label.assign.CalibrationSet;
import org.penumbra.label.assign.Panel;
import org.penumbra.label.assign.TaskIds;
import org.penumbra.policy.Policy;
import org.penumbra.settings.LabelSettings;

/** Deals the batch of a round out, and says which task is which. */
public final class Assignments {

  private static final double ASSUMED_PREVALENCE = .4;
  private static final double LEVEL = .95;

  private final LabelSettings settings;
  private final double floor;
  private final double evalShare;
  private final Policy policy;
  private final long seed;
  private final int round;
  private final Panel panel;

  public Assignments(RunContext context, int round, Panel panel) {
    this.settings = context.settings().label();
    this.floor = context.settings().decide().floor();
    this.evalShare = context.settings().split().evalShare();
    this.policy = context.policy();
    this.seed = context.settings().seed();
    this.round = round;
    this.panel = panel;
  }

  /** The names of the round's tasks. */
  public TaskIds ids() {
    return new TaskIds(seed, policy.id(), policy.guidelineVersion(), round);
  }

  /**
   * Tasks for a batch.
   *
   * @param earlier labels of earlier rounds, among them those of calibration
   */
  public List<Assignment> deal(
      Collection<AskedItem> batch, CalibrationSet calibration, Collection<ExpertLabel> earlier) {
    long drawn =
        batch.stream().filter(item -> item.doubling() == AskedItem.Doubling.IF_DRAWN).count();
    AssignmentRules rules =
        new AssignmentRules(
            settings.raters(),
            doubled(batch.size() - drawn, drawn, earlier),
            settings.repeatShare(),
            settings.dailyCap());
    List<String> uncalibrated =
        panel.raters().stream().filter(rater -> !calibration.passed(rater, earlier)).toList();
    return new Assigner(ids(), seed, round, rules)
        .assign(batch, panel.raters(), calibration.itemIds(), uncalibrated);
  }

  /** How many items beside the audit's are doubled. */
  private int doubled(long audit, long drawn, Collection<ExpertLabel> earlier) {
    if (settings.kappaHalfWidth() == null) {
      return (int) Math.ceil(settings.doubledShare() * drawn);
    }
    Map<String, Set<String>> raters = new HashMap<>();
    earlier.stream()
        .filter(label -> label.phase() == Phase.FIRST)
        .filter(label -> label.guidelineVersion().equals(policy.guidelineVersion()))
        .forEach(
            label ->
                raters.computeIfAbsent(label.itemId(), item -> new HashSet<>()).add(label.rater()));
    long before = raters.values().stream().filter(who -> who.size() > 1).count();
    long wanted = doubledOverall(floor, settings.kappaHalfWidth(), evalShare);
    return (int) Math.max(0, Math.min(drawn, wanted - before - audit));
  }

  /** Kappa is measured on evaluation items, and only so many of the doubled ones become such. */
  static long doubledOverall(double floor, double halfWidth, double evalShare) {
    return (long)
        Math.ceil(new DoubledSize(floor, ASSUMED_PREVALENCE).items(halfWidth, LEVEL) / evalShare);
  }

  /**
   * Tasks for those who settle contested items. Who answers in an open panel's place for that is
   * not known beforehand, and is trusted.
   *
   * @param labels of this round and of all before
   */
  public List<Assignment> adjudicate(
      Collection<String> items, Collection<ExpertLabel> labels, CalibrationSet calibration) {
    List<ExpertLabel> ofNow =
        labels.stream()
            .filter(label -> label.guidelineVersion().equals(policy.guidelineVersion()))
            .toList();
    return new Adjudication(ids(), seed, panel)
        .assign(items, labels, rater -> !panel.isNamed() || calibration.passed(rater, ofNow));
  }

  /** As they stand in the dataset. */
  public List<Row> rows(Collection<Assignment> assignments) {
    List<Row> rows = new ArrayList<>();
    for (Assignment task : assignments) {
      rows.add(
          RowFactory.create(
              policy.id(),
              policy.guidelineVersion(),
              task.taskId(),
              task.itemId(),
              task.rater(),
              task.phase().wireName(),
              task.position(),
              task.day()));
    }
    return rows;
  }

  /** Read back. */
  public static Assignment of(Row row) {
    return new Assignment(
        row.getAs("task_id"),
        row.getAs("item_id"),
        row.getAs("rater"),
        Phase.parse(row.getAs("phase")).orElseThrow(),
        row.<Integer>getAs("position"),
        row.<Integer>getAs("day"));
  }
}
