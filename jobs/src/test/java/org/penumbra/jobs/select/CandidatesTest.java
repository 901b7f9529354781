package org.penumbra.jobs.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.penumbra.UserException;
import org.penumbra.embed.Vectors;
import org.penumbra.jobs.spark.LocalSpark;
import org.penumbra.pair.NearDuplicates;
import org.penumbra.pair.Pair;
import org.penumbra.select.AssumedRates;
import org.penumbra.select.AuditArm;
import org.penumbra.select.AuditRound;
import org.penumbra.select.AuditStratum;
import org.penumbra.select.AuditStratum.FrameItem;
import org.penumbra.select.Batch;
import org.penumbra.select.BatchComposer;
import org.penumbra.select.BatchItem;
import org.penumbra.select.BoundaryPairs;
import org.penumbra.select.Margin;
import org.penumbra.select.Pool;
import org.penumbra.select.RandomItems;
import org.penumbra.select.Strata;
import org.penumbra.select.TopScored;

/** What a batch is chosen from stays within bounds that large batches and many rounds keep to. */
@ExtendWith(LocalSpark.class)
class CandidatesTest {

  private static final int ITEMS = 120_000;
  private static final int CANDIDATES = 6;
  private static final long DRAW = 18;
  private static final double CUT = 0.9;
  private static final Strata STRATA =
      new Strata(new double[] {.5, .8, .9, .95, .98}, new double[] {1});
  private static final AuditArm AUDIT = new AuditArm(17);
  private static final BatchComposer COMPOSER =
      new BatchComposer(
          new NearDuplicates(1),
          .25,
          List.of(new BatchComposer.ArmShare(new TopScored(3), .25)),
          new BoundaryPairs(CANDIDATES),
          new Margin(1),
          Integer.MAX_VALUE);

  private static SparkSession spark;
  private static Dataset<Row> pool;
  private static Dataset<Row> vectors;

  @BeforeAll
  static void make(SparkSession session) {
    spark = session;
    Random random = new Random(3);
    List<Row> scored = new ArrayList<>();
    List<Row> embedded = new ArrayList<>();
    for (int i = 0; i < ITEMS; i++) {
      scored.add(RowFactory.create(id(i), score(i), score(i), 1.0, null));
      float[] vector = new float[8];
      for (int d = 0; d < vector.length; d++) {
        vector[d] = (float) random.nextGaussian();
      }
      embedded.add(RowFactory.create(id(i), Vectors.normalised(vector)));
    }
    pool =
        spark.createDataFrame(
            scored,
            StructType.fromDDL(
                "id STRING, score DOUBLE, fixed_score DOUBLE, pool_probability DOUBLE,"
                    + " `group` STRING"));
    vectors = spark.createDataFrame(embedded, StructType.fromDDL("id STRING, vector ARRAY<FLOAT>"));
  }

  @Test
  void composesABatchOfTwoThousand() {
    Batch batch = compose(2_000, new TreeSet<>(), Map.of());

    assertThat(batch.items()).hasSize(2_000);
    assertThat(batch.audit().fresh()).hasSize(500);
  }

  @Test
  void composesTheFiftyFirstBatchOfFiveHundred() {
    SortedSet<String> issued = new TreeSet<>(numbers(0, 40_000, 2));
    Map<Integer, Integer> sampled = new TreeMap<>();
    for (AuditRound.Item item : AUDIT.next(frame(Map.of()), issued, 5_000).items()) {
      issued.add(item.id());
      sampled.merge(item.stratum(), 1, Integer::sum);
    }
    assertThat(issued).hasSizeBetween(20_000, 25_000);

    Batch batch = compose(500, issued, sampled);

    assertThat(batch.items())
        .hasSize(500)
        .extracting(BatchItem::itemId)
        .doesNotContainAnyElementsOf(issued);
    assertThat(batch.audit())
        .as("drawn as from the whole frame")
        .isEqualTo(AUDIT.next(frame(sampled), issued, COMPOSER.auditItems(500)));
  }

  @Test
  void leavesOutTheFarthestPairsWhereNotAllFit() {
    SortedSet<String> issued = new TreeSet<>(numbers(0, 80_000, 1));
    List<Pair> pairs = pairs(80_000, ITEMS);

    Pool some =
        candidates()
            .gather(pairs, asked(issued), List.of(), Map.of(), 60, 5, List.of(), null, .1)
            .pool();

    assertThat(some.candidates().size() + some.issued().size()).isBetween(Pool.CAP - 1, Pool.CAP);
    assertThat(some.pairs())
        .isEqualTo(pairs.subList(0, some.pairs().size()))
        .hasSizeGreaterThan(9_000);
  }

  @Test
  void aRandomBatchIsDrawnFromTheWholePool() {
    BatchComposer random =
        new BatchComposer(
            new NearDuplicates(1),
            0,
            List.of(),
            new RandomItems(DRAW),
            new Margin(1),
            Integer.MAX_VALUE);
    Candidates.Gathered gathered =
        candidates()
            .gather(
                List.of(),
                asked(new TreeSet<>()),
                List.of(),
                Map.of(),
                300,
                0,
                List.of(),
                null,
                .1);

    Batch batch = random.compose(gathered.pool(), AUDIT, gathered.audit(), 50);

    assertThat(batch.items())
        .extracting(BatchItem::itemId)
        .containsExactlyElementsOf(
            numbers(0, ITEMS, 1).stream()
                .sorted(Comparator.comparingDouble(id -> RandomItems.place(DRAW, id)))
                .limit(50)
                .toList());
  }

  @Test
  void saysWhichSettingsToLowerWhereABatchIsTooLarge() {
    assertThatThrownBy(() -> compose(30_000, new TreeSet<>(), Map.of()))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("at most 100000 are looked at")
        .hasMessageEndingWith("Lower select.budget or select.candidates.");
  }

  @Test
  void refusesABatchForWhichTooFewPairsFit() {
    SortedSet<String> issued = new TreeSet<>(numbers(0, 80_000, 1));
    List<Pair> pairs = pairs(80_000, ITEMS);

    assertThatThrownBy(
            () ->
                candidates()
                    .gather(
                        pairs, asked(issued), List.of(), Map.of(), 24_000, 5, List.of(), null, .1))
        .isInstanceOf(UserException.class)
        .hasMessageEndingWith("Lower select.budget or select.candidates.");
  }

  private static Batch compose(
      int budget, SortedSet<String> issued, Map<Integer, Integer> sampled) {
    Candidates.Gathered gathered =
        candidates()
            .gather(
                pairs(50_000, Math.min(ITEMS, 50_000 + 100 * budget)),
                asked(issued),
                List.of(),
                sampled,
                budget * CANDIDATES,
                COMPOSER.auditItems(budget),
                List.of(),
                null,
                .1);
    return COMPOSER.compose(gathered.pool(), AUDIT, gathered.audit(), budget);
  }

  private static Candidates candidates() {
    return new Candidates(spark, pool, pool, vectors, STRATA, CUT, 17, DRAW);
  }

  private static Asked asked(SortedSet<String> issued) {
    return new Asked(issued, new TreeSet<>());
  }

  /** Items two by two, the closest first. */
  private static List<Pair> pairs(int from, int to) {
    List<Pair> pairs = new ArrayList<>();
    for (int i = from; i + 1 < to; i += 2) {
      double similarity = 1 - i / (2.0 * ITEMS);
      pairs.add(
          new Pair("p" + i, id(i), id(i + 1), 1, similarity, "p" + i % 7 + "-n1", score(i), 0));
    }
    return pairs;
  }

  private static List<AuditStratum> frame(Map<Integer, Integer> sampled) {
    Collection<FrameItem> items =
        IntStream.range(0, ITEMS)
            .mapToObj(i -> new FrameItem(id(i), STRATA.stratum(score(i), 1), 1))
            .toList();
    double[] rates = AssumedRates.perBand(Strata.quantiles(), .1);
    return AuditStratum.of(AUDIT, items, sampled, stratum -> rates[STRATA.bandOf(stratum)]).stream()
        .sorted(Comparator.comparingInt(AuditStratum::stratum))
        .toList();
  }

  private static List<String> numbers(int from, int to, int step) {
    return IntStream.range(from, to)
        .filter(i -> i % step == 0)
        .mapToObj(CandidatesTest::id)
        .toList();
  }

  private static String id(int number) {
    return "i%06d".formatted(number);
  }

  private static double score(int number) {
    return (number * 7919L % ITEMS) / (double) ITEMS;
  }
}
