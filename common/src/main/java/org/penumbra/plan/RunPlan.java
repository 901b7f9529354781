package org.penumbra.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a run will take, by stage and dataset.
 *
 * <pre>seconds = fixed + core-seconds per item · items / cores</pre>
 *
 * <p>Both parts come from smaller runs, two of different size at least. Work on bounded samples,
 * such as training, is fixed by that, as long as the runs' pools are larger than the samples.
 *
 * @param target what is planned
 * @param from the runs it rests on
 * @param stages in the order they run
 * @param datasets in the order they are written
 * @param spent on model servers
 */
public record RunPlan(
    Target target,
    List<MeasuredRun> from,
    List<StagePlan> stages,
    List<DatasetPlan> datasets,
    double spent) {

  /**
   * A stage of one round.
   *
   * @param stage its name
   * @param rounds which rounds it is of
   * @param fixedSeconds that it takes however few items there are
   * @param coreSecondsPerItem what each item adds, of one core
   * @param seconds that it will take
   * @param peakBytes the most that the driver's process will have resident
   * @param sizes at how many numbers of items it was measured
   */
  public record StagePlan(
      String stage,
      Rounds rounds,
      double fixedSeconds,
      double coreSecondsPerItem,
      double seconds,
      double peakBytes,
      int sizes) {}

  /**
   * What one round adds to a dataset.
   *
   * @param dataset its name
   * @param rounds which rounds it is of
   * @param bytesPerItem what each item adds
   * @param bytes of its files
   * @param staged whether it goes when the stage is done
   */
  public record DatasetPlan(
      String dataset, Rounds rounds, double bytesPerItem, double bytes, boolean staged) {}

  /** The plan for a target, from runs that hold a finished scan each. */
  public static RunPlan of(List<MeasuredRun> from, Target target) {
    return new RunPlan(
        target,
        List.copyOf(from),
        stages(from, target),
        datasets(from, target),
        Line.through(
                from.stream()
                    .map(run -> new Line.Point((double) run.corpusItems(), run.spent()))
                    .toList())
            .at((double) target.corpusItems()));
  }

  private static List<StagePlan> stages(List<MeasuredRun> from, Target target) {
    Map<MeasuredRun.Key, List<Line.Point>> seconds = new LinkedHashMap<>();
    Map<MeasuredRun.Key, List<Line.Point>> peaks = new LinkedHashMap<>();
    for (MeasuredRun run : from) {
      for (MeasuredRun.Stage stage : run.stages()) {
        // Items a core, so that runs on different clusters make one line.
        double items = run.items(stage.key());
        add(seconds, stage.key(), items / stage.cores(), stage.seconds());
        add(peaks, stage.key(), items, (double) stage.peakBytes());
      }
    }
    List<StagePlan> plans = new ArrayList<>();
    seconds.forEach(
        (key, points) -> {
          Line time = Line.through(points);
          double items = target.items(key);
          plans.add(
              new StagePlan(
                  key.name(),
                  key.rounds(),
                  time.fixed(),
                  time.perItem(),
                  time.at(items / target.cores()),
                  Line.through(peaks.get(key)).at(items),
                  (int) peaks.get(key).stream().mapToDouble(Line.Point::items).distinct().count()));
        });
    return plans;
  }

  private static List<DatasetPlan> datasets(List<MeasuredRun> from, Target target) {
    Map<MeasuredRun.Key, List<Line.Point>> bytes = new LinkedHashMap<>();
    Map<MeasuredRun.Key, Boolean> staged = new LinkedHashMap<>();
    for (MeasuredRun run : from) {
      for (MeasuredRun.Dataset dataset : run.datasets()) {
        add(bytes, dataset.key(), run.items(dataset.key()), (double) dataset.bytes());
        staged.put(dataset.key(), dataset.staged());
      }
    }
    List<DatasetPlan> plans = new ArrayList<>();
    bytes.forEach(
        (key, points) -> {
          Line line = Line.through(points);
          plans.add(
              new DatasetPlan(
                  key.name(),
                  key.rounds(),
                  line.perItem(),
                  line.at(target.items(key)),
                  staged.get(key)));
        });
    return plans;
  }

  private static void add(
      Map<MeasuredRun.Key, List<Line.Point>> points, MeasuredRun.Key key, double x, double y) {
    points.computeIfAbsent(key, k -> new ArrayList<>()).add(new Line.Point(x, y));
  }

  /** Seconds of all stages of all rounds. */
  public double seconds() {
    return stages.stream()
        .mapToDouble(stage -> target.times(stage.rounds()) * stage.seconds())
        .sum();
  }

  /** The most memory that any stage takes, in bytes. */
  public double peakBytes() {
    return stages.stream()
        .filter(stage -> target.times(stage.rounds()) > 0)
        .mapToDouble(StagePlan::peakBytes)
        .max()
        .orElse(0);
  }

  /** Bytes that stay, after all rounds. */
  public double bytes() {
    return datasets.stream()
        .filter(dataset -> !dataset.staged())
        .mapToDouble(dataset -> target.times(dataset.rounds()) * dataset.bytes())
        .sum();
  }

  /** Bytes that a stage takes besides, and gives back. */
  public double stagedBytes() {
    return datasets.stream()
        .filter(DatasetPlan::staged)
        .mapToDouble(dataset -> Math.min(1, target.times(dataset.rounds())) * dataset.bytes())
        .sum();
  }

  /** Money for the cores while the stages run, and for model servers. */
  public double cost() {
    return seconds() / 3600 * target.cores() * target.coreHourPrice() + spent;
  }

  /**
   * Planned stages that were measured at one size, so that nothing of them is known to be fixed.
   */
  public List<StagePlan> ofOneSize() {
    return stages.stream()
        .filter(stage -> target.times(stage.rounds()) > 0 && stage.sizes() == 1)
        .toList();
  }
}
