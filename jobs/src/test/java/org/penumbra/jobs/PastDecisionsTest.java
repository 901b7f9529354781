package org.penumbra.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.penumbra.UserException;
import org.penumbra.agree.WeightedShare;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.spark.LocalSpark;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.jobs.state.StageName;

/** Past decisions and overturned appeals, held against the experts of a finished loop. */
@ExtendWith({LocalSpark.class, FinishedLoop.class})
class PastDecisionsTest {

  private static final StructType COLUMNS =
      StructType.fromDDL("item_id STRING, source STRING, label INT, overturned BOOLEAN");

  @TempDir private Path temporary;

  private SparkSession spark;
  private TestRun run;
  private final Map<String, Integer> experts = new TreeMap<>();
  private final Map<String, Double> audit = new TreeMap<>();

  @BeforeEach
  void open(SparkSession session, FinishedLoop.Rounds loop) {
    spark = session;
    run = AdRun.copy(loop.run, temporary.resolve("run"));
    for (int round = 1; round <= 2; round++) {
      run.read(RunDataset.CONSENSUS, StageName.INGEST, round)
          .where("label is not null")
          .collectAsList()
          .forEach(row -> experts.put(row.getAs("item_id"), row.<Integer>getAs("label")));
    }
    run.read(RunDataset.AUDIT, StageName.SELECT, 2)
        .collectAsList()
        .forEach(
            row -> audit.put(row.getAs("item_id"), row.<Double>getAs("inclusion_probability")));
  }

  @Test
  void measuresEachSourceByTheExperts() {
    List<Row> given = new ArrayList<>();
    int number = 0;
    for (Map.Entry<String, Integer> item : experts.entrySet()) {
      boolean wrong = number++ % 4 == 0;
      given.add(row(item.getKey(), "vendor", wrong ? 1 - item.getValue() : item.getValue(), false));
      // An appeal that overturned a wrong decision: what holds is what the experts say.
      given.add(row(item.getKey(), "court", 1 - item.getValue(), true));
    }
    given.add(row("ad-of-another-year", "vendor", 1, null));

    TestRun with = run.with("label.given-decisions", parquet(given));
    with.open(RunContext.Repeat.AGAIN, context -> new IngestJob(context, 2).run());

    List<Row> weak = with.read(RunDataset.WEAK_LABELS, StageName.INGEST, 2).collectAsList();
    assertThat(weak).hasSize(2 * experts.size());
    assertThat(weak.stream().filter(row -> row.<Boolean>getAs("overturned")))
        .as("the other label holds")
        .allMatch(row -> row.getAs("label").equals(experts.get(row.<String>getAs("item_id"))));
    List<Row> sources = with.read(RunDataset.WEAK_SOURCES, StageName.INGEST, 2).collectAsList();
    assertThat(sources)
        .extracting(
            row -> row.getAs("source") + " " + row.getAs("label") + " " + row.getAs("population"))
        .containsExactly(
            "court 0 all",
            "court 0 natural",
            "court 1 all",
            "court 1 natural",
            "vendor 0 all",
            "vendor 0 natural",
            "vendor 1 all",
            "vendor 1 natural");
    assertThat(sources.subList(0, 4)).allMatch(row -> row.<Double>getAs("reliability") == 1);
    for (Row row : sources.subList(4, 8)) {
      WeightedShare share = new WeightedShare();
      boolean natural = row.getAs("population").equals("natural");
      given.stream()
          .filter(decision -> decision.getString(1).equals("vendor"))
          .filter(decision -> decision.get(2).equals(row.getAs("label")))
          .map(decision -> decision.getString(0))
          .filter(natural ? audit::containsKey : experts::containsKey)
          .forEach(
              item ->
                  share.add(
                      natural ? 1 / audit.get(item) : 1,
                      experts.get(item).equals(row.getAs("label"))));
      assertThat(row.<Integer>getAs("checked")).isEqualTo(share.size()).isPositive();
      assertThat(row.<Double>getAs("reliability")).isCloseTo(share.estimate(), within(1e-9));
      assertThat(row.<Double>getAs("low")).isLessThan(row.<Double>getAs("reliability"));
    }
  }

  @Test
  void saysWhereNoDecisionIsOfThePool() {
    TestRun with =
        run.with("label.given-decisions", parquet(List.of(row("elsewhere", "vendor", 1, false))));

    with.open(RunContext.Repeat.AGAIN, context -> new IngestJob(context, 2).run());

    assertThat(with.output())
        .contains(
            "none of the 1 past decisions of label.given-decisions is of an item in the pool");
  }

  @Test
  void refusesDecisionsThatSayNothingOrTwoThings() {
    String item = experts.keySet().iterator().next();

    refuses(List.of(row(item, "vendor", 2, false)), item);
    refuses(List.of(row(item, "vendor", 1, false), row(item, "vendor", 0, false)), item);
  }

  private void refuses(List<Row> given, String item) {
    String uri = parquet(given);
    TestRun with = run.with("label.given-decisions", uri);
    assertThatThrownBy(
            () -> with.open(RunContext.Repeat.AGAIN, context -> new IngestJob(context, 2).run()))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot use label.given-decisions ("
                + uri
                + "): source vendor has no label 0 or 1, or more than one row, for item "
                + item
                + ". Give each source, named, one decision per item: the last.");
  }

  private static Row row(String item, String source, Integer label, Boolean overturned) {
    return RowFactory.create(item, source, label, overturned);
  }

  private String parquet(List<Row> rows) {
    Path place = temporary.resolve("decisions-" + System.nanoTime());
    spark.createDataFrame(rows, COLUMNS).coalesce(1).write().parquet(place.toString());
    return place.toString();
  }
}
