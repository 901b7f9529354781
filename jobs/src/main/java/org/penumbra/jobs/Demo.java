package org.penumbra.jobs;

import static org.apache.spark.sql.functions.broadcast;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.penumbra.Interval;
import org.penumbra.agree.Bootstrap;
import org.penumbra.jobs.data.Embeddings;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.demo.ControlArms;
import org.penumbra.jobs.demo.DemoCorpus;
import org.penumbra.jobs.evaluate.Figure;
import org.penumbra.jobs.evaluate.Holdout;
import org.penumbra.jobs.evaluate.Measured;
import org.penumbra.jobs.report.ArmsFile;
import org.penumbra.jobs.spark.EncoderSpec;
import org.penumbra.jobs.spark.Progress;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.jobs.state.Manifest;
import org.penumbra.jobs.state.StageId;
import org.penumbra.jobs.state.StageName;
import org.penumbra.jobs.state.StageState;
import org.penumbra.jobs.student.PoolSamples;
import org.penumbra.jobs.student.Students;
import org.penumbra.report.TextTable;
import org.penumbra.report.page.Arm;
import org.penumbra.settings.Settings;
import org.penumbra.simulate.SimulatedRaters;
import org.penumbra.student.PoolSample;

/**
 * The loop from end to end: makes a corpus, runs each round twice with simulated experts answering
 * in between, and ends in a table beside two control arms. It shows that everything works; it
 * proves nothing about the method, for the corpus was made for it.
 */
public final class Demo {

  private static final int CROWD_MULTIPLE = 5;
  private static final List<String> HEADER =
      List.of(
          "round",
          "items",
          "answers",
          "positive",
          "expert-expert",
          "model-expert, eval",
          "holdout: loop",
          "holdout: random");

  private final RunContext context;
  private final Settings settings;
  private final DemoCorpus corpus;

  /**
   * @param context settings made by {@link #settings}
   */
  public Demo(RunContext context) {
    this.context = context;
    this.settings = context.settings();
    this.corpus = new DemoCorpus(context.uri());
  }

  /**
   * What the demo sets for itself before the run's address is known; the user's own win. The
   * reference sample and the clusters are those of a small corpus, the encoder the quicker one.
   */
  static List<String> settings() {
    return List.of(
        "run.uri=runs/demo",
        "corpus.id=id",
        "corpus.shard-size=128KiB",
        "embedder.model=all-minilm-l6-v2",
        "scorer.reference-sample=512",
        "cluster.k-max=50",
        "label.raters=3",
        "decide.min-doubled=100");
  }

  /** What follows from the run's address and the demo's size. */
  static List<String> settings(Settings known) {
    DemoCorpus files = new DemoCorpus(known.run().uri());
    return List.of(
        "corpus.uri=" + files.corpus(),
        "evaluate.given-holdout=" + files.holdout(),
        "select.budget=" + known.demo().budget());
  }

  /** Runs it and prints the table. */
  public void run() throws IOException {
    Progress progress = context.progress();
    progress.line(
        String.format(
            Locale.ROOT,
            "Demo: %,d made ads, simulated experts, run %s",
            settings.demo().items(),
            context.uri()));
    corpus.make(
        context.spark(),
        EncoderSpec.of(settings.embedder()),
        settings.demo().items(),
        settings.demo().holdoutItems(),
        settings.seed());
    for (int round = 1; round <= settings.demo().rounds(); round++) {
      new Round(context, round).run();
      new SimulatedAnswers(context, corpus.truth(), "label").answer(round);
      new Round(context, round).run();
    }
    String table = table();
    progress.line("report: " + ReportCommand.write(context, settings.demo().rounds()));
    progress.line("");
    progress.line(table);
    progress.line(
        "All raters are simulated: three experts, most of whose errors lie near the line, and a"
            + " crowd.\n"
            + "Kappas with 95 % intervals. eval: hard cases, not deployment, by a student that saw"
            + " no evaluation item.\n"
            + "holdout: "
            + settings.demo().holdoutItems()
            + " ads at natural prevalence whose seed sentences are in no pool, against the hidden"
            + " truth.\n"
            + "random: as many items drawn at random, same experts.\n"
            + "The corpus was made for this demo: the table shows that the loop turns, and proves"
            + " nothing about the method.\n"
            + cost());
  }

  /** Of this process, since it started. */
  private static String cost() throws IOException {
    Duration took = Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime());
    StringBuilder cost =
        new StringBuilder(
            String.format(
                Locale.ROOT, "This took %d min %d s", took.toMinutes(), took.toSecondsPart()));
    Path status = Path.of("/proc/self/status");
    if (Files.isReadable(status)) {
      for (String line : Files.readAllLines(status)) {
        if (line.startsWith("VmHWM:")) {
          double gib = Long.parseLong(line.replaceAll("\\D", "")) / (1024.0 * 1024);
          cost.append(
              String.format(Locale.ROOT, " and %.2f GiB of resident memory at its peak", gib));
        }
      }
    }
    return cost.append('.').toString();
  }

  private String table() {
    ControlArms control = controlArms();
    TextTable table = new TextTable(HEADER);
    List<Arm.Point> random = new ArrayList<>();
    int items = 0;
    long answers = 0;
    for (int round = 1; round <= settings.demo().rounds(); round++) {
      List<Row> consensus = rows(round, StageName.INGEST, RunDataset.CONSENSUS);
      long positive =
          consensus.stream().filter(row -> Integer.valueOf(1).equals(row.getAs("label"))).count();
      items += consensus.size();
      answers += rows(round, StageName.INGEST, RunDataset.LABELS).size();
      List<Figure> figures =
          rows(round, StageName.EVALUATE, RunDataset.METRICS).stream().map(Figure::of).toList();
      String student = Models.name(round);
      Interval byRandom = control.kappa(items, SimulatedRaters.experts(settings.label().raters()));
      random.add(new Arm.Point(items, byRandom));
      table.row(
          List.of(
              Integer.toString(round),
              Integer.toString(items),
              Long.toString(answers),
              String.format(Locale.ROOT, "%.0f %%", 100.0 * positive / consensus.size()),
              TextTable.cell(figure(figures, null, Measured.EXPERT_KAPPA, Measured.EVAL)),
              TextTable.cell(figure(figures, student, Measured.MODEL_EXPERT_KAPPA, Measured.EVAL)),
              TextTable.cell(figure(figures, student, Measured.CONSENSUS_KAPPA, Measured.HOLDOUT)),
              TextTable.cell(byRandom)));
    }
    int crowdItems = Math.min(items * CROWD_MULTIPLE, settings.demo().items());
    Interval crowd = control.kappa(crowdItems, List.of(SimulatedRaters.crowd()));
    ArmsFile.put(
        context.store(),
        List.of(
            new Arm("random items, same experts", random),
            new Arm(
                String.format(Locale.ROOT, "crowd: %,d random items", crowdItems),
                List.of(new Arm.Point(items, crowd)))));
    return table.render()
        + String.format(
            Locale.ROOT,
            "crowd: %,d random items, one crowd rater each: holdout kappa %s%n",
            crowdItems,
            TextTable.cell(crowd));
  }

  private ControlArms controlArms() {
    StageState scan = new StageState(context.store(), new StageId(1, StageName.SCAN));
    List<Manifest> items = scan.manifests(RunDataset.ITEMS.folder());
    List<Manifest> vectors =
        Embeddings.manifests(
            context.store(), Embeddings.modelHash(settings.embedder()), settings.demo().rounds());
    Students students = new Students(settings, context.policy());
    PoolSample pool =
        students.pool(new PoolSamples(context.data(), settings.seed()), items, vectors);
    return new ControlArms(
        students.trainer(pool),
        pool,
        truths(pool.ids()),
        new Holdout(context.spark(), corpus.holdout()),
        settings.seed(),
        new Bootstrap(settings.seed(), settings.evaluate().replicates()),
        settings.evaluate().confidence());
  }

  private Map<String, ControlArms.Truth> truths(List<String> ids) {
    Dataset<Row> wanted = context.spark().createDataset(ids, Encoders.STRING()).toDF("id");
    Map<String, ControlArms.Truth> truths = new TreeMap<>();
    for (Row row :
        context
            .spark()
            .read()
            .json(corpus.truth())
            .join(broadcast(wanted), "id")
            .select("id", "label", "borderline")
            .collectAsList()) {
      truths.put(row.getString(0), new ControlArms.Truth((int) row.getLong(1), row.getBoolean(2)));
    }
    return truths;
  }

  private List<Row> rows(int round, String stage, RunDataset dataset) {
    StageState state = new StageState(context.store(), new StageId(round, stage));
    return new ArrayList<>(
        context.data().read(dataset, state.manifests(dataset.folder())).collectAsList());
  }

  private static Interval figure(
      List<Figure> figures, String model, String metric, String population) {
    return figures.stream()
        .filter(figure -> figure.metric().equals(metric))
        .filter(figure -> figure.population().equals(population))
        .filter(figure -> figure.interval().equals(Figure.TWO_SIDED))
        .filter(figure -> model == null || model.equals(figure.model()))
        .map(Figure::value)
        .findFirst()
        .orElse(Interval.UNDEFINED);
  }
}
