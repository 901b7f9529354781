package org.penumbra.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunPlanTest {

  private static final long MIB = 1 << 20;

  /** A scan of 2 s and 100 core-µs an item, training of 30 s, and a later scan of 50 core-µs. */
  private static MeasuredRun run(long items, int cores) {
    return new MeasuredRun(
        "runs/" + items,
        items,
        items / 2,
        List.of(
            new MeasuredRun.Stage("scan", Rounds.FIRST, 2 + 1e-4 * items / cores, cores, 500 * MIB),
            new MeasuredRun.Stage("train", Rounds.FIRST, 30, cores, 900 * MIB),
            new MeasuredRun.Stage("scan", Rounds.LATER, 25e-6 * items / cores, cores, 600 * MIB)),
        List.of(
            new MeasuredRun.Dataset("staged", Rounds.FIRST, 200 * items, true),
            new MeasuredRun.Dataset("items", Rounds.FIRST, 50 * items, false),
            new MeasuredRun.Dataset("scores", Rounds.LATER, 10 * items, false)),
        items / 1e5);
  }

  private static final Target TARGET = new Target(10_000_000, 1_000_000, 10, 3, .05, 800 * MIB);

  @Test
  void addsTheFixedPartToWhatEachItemTakesOfTheCores() {
    RunPlan plan = RunPlan.of(List.of(run(100_000, 2), run(400_000, 2)), TARGET);

    assertThat(plan.stages())
        .extracting(RunPlan.StagePlan::stage)
        .containsExactly("scan", "train", "scan");
    RunPlan.StagePlan scan = plan.stages().get(0);
    assertThat(scan.fixedSeconds()).isCloseTo(2, within(1e-6));
    assertThat(scan.coreSecondsPerItem()).isCloseTo(1e-4, within(1e-12));
    assertThat(scan.seconds()).isCloseTo(2 + 1e-4 * 10_000_000 / 10, within(1e-4));
    assertThat(plan.stages().get(1).seconds()).isEqualTo(30);
    assertThat(plan.stages().get(2).seconds())
        .as("a later scan is of the pool alone")
        .isCloseTo(50e-6 * 1_000_000 / 10, within(1e-6));
  }

  @Test
  void makesOneLineOfRunsOnDifferentClusters() {
    RunPlan plan = RunPlan.of(List.of(run(100_000, 2), run(400_000, 16)), TARGET);

    assertThat(plan.stages().get(0).seconds()).isCloseTo(102, within(1e-3));
  }

  @Test
  void countsLaterRoundsAsOftenAsTheyAreRun() {
    RunPlan plan = RunPlan.of(List.of(run(100_000, 2), run(400_000, 2)), TARGET);

    assertThat(plan.seconds()).isCloseTo(102 + 30 + 2 * 5, within(1e-3));
    assertThat(plan.bytes()).isCloseTo(100e6 + 2 * 20e6, within(1e-3));
    assertThat(plan.stagedBytes()).isCloseTo(2e9, within(1e-3));
    assertThat(plan.spent()).isCloseTo(100, within(1e-6));
    assertThat(plan.cost()).isCloseTo(100 + 142 / 3600.0 * 10 * .05, within(1e-6));
    assertThat(plan.peakBytes()).isEqualTo(900 * MIB);
  }

  @Test
  void saysWhatItRestsOnAndWhatDoesNotFit() {
    String text = PlanText.render(RunPlan.of(List.of(run(100_000, 2), run(400_000, 2)), TARGET));

    assertThat(text)
        .contains(
            "10,000,000 items, 1,000,000 of them in the pool, on 10 cores, 3 rounds\n"
                + "from runs/100000: 100,000 items, 50,000 in the pool\n")
        .contains(
            """
                 round  stage  seconds  fixed  core-us an item  peak MiB
                     1   scan    102.0    2.0           100.00       500
                     1  train     30.0   30.0             0.00       900
            each later   scan      5.0    0.0            50.00       600
            """)
        .contains("memory   0.88 GiB of the driver's process: more than the 0.78 GiB")
        .doesNotContain("at one size");
  }

  @Test
  void saysThatOneSizeTellsNothingOfWhatIsFixed() {
    assertThat(PlanText.render(RunPlan.of(List.of(run(100_000, 2)), TARGET)))
        .contains(
            "Measured at one size, so that nothing is known to be fixed and the figures are too"
                + " high: scan (1), train (1), scan (each later). Give a run of another size with"
                + " --from.\n");
  }

  @Test
  void saysTheSameAsJson() throws IOException {
    RunPlan plan = RunPlan.of(List.of(run(100_000, 2), run(400_000, 2)), TARGET);

    JsonNode json = new ObjectMapper().readTree(PlanJson.render(plan));

    assertThat(json.get("seconds").doubleValue()).isEqualTo(plan.seconds());
    assertThat(json.get("cost").doubleValue()).isEqualTo(plan.cost());
    assertThat(json.at("/stages/2/rounds").textValue()).isEqualTo("later");
    assertThat(json.at("/datasets/0/staged").booleanValue()).isTrue();
    assertThat(json.at("/from/1/items").longValue()).isEqualTo(400_000);
  }
}
