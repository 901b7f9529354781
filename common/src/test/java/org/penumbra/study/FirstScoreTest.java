package org.penumbra.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.penumbra.embed.Vectors;

class FirstScoreTest {

  private static final LabelledCorpus CORPUS = Toy.corpus(1500);

  @Test
  void isLikenessToTheExamplesWhereNoModelGaveOne() {
    Table table = Toy.table(CORPUS, 3);
    int item = table.draw().test()[0];

    assertThat(table.first().given()).isFalse();
    assertThat(table.first().of(new int[] {item}))
        .containsExactly(Vectors.dot(CORPUS.vectors()[item], table.first().direction()));
    assertThat(table.first().read()).isSameAs(CORPUS.vectors());
  }

  @Test
  void aModelsIsACoordinateOfItsOwnAboutAsLongAsTheOthers() {
    Random random = new Random(3);
    Table table = Toy.table(scored(i -> Math.exp(9 * random.nextGaussian())), 3);
    int[] pool = table.draw().pool();

    double squares = 0;
    for (int item : pool) {
      float[] read = table.first().read()[item];
      assertThat(read).hasSize(9).startsWith(CORPUS.vectors()[item]);
      squares += read[8] * read[8];
    }
    // The made vectors have next to no common part, so that an eighth is what any coordinate has.
    assertThat(squares / pool.length).isCloseTo(1 / 8.0, within(.005));
    assertThat(table.first().direction()).containsExactly(0, 0, 0, 0, 0, 0, 0, 0, 1);
    assertThat(table.firstScores())
        .containsExactly(IntStream.of(pool).mapToDouble(i -> table.corpus().scores()[i]).toArray());
  }

  @Test
  void studentsLearnMoreWhereAModelKnowsMore() {
    Random random = new Random(3);
    LabelledCorpus scored = scored(i -> CORPUS.labels()[i] + .35 * random.nextGaussian());

    assertThat(precision(scored, true)).isGreaterThan(precision(scored, false) + .05);
  }

  @Test
  void aScoreThatTheFirstLabelsRefuteIsNotRead() {
    LabelledCorpus reversed = scored(i -> -CORPUS.vectors()[i][0]);
    Table table = Toy.table(reversed, 3);

    assertThat(readings(table, true)).isEqualTo(readings(table, false));
  }

  @Test
  void withoutAColdStartTheAuditSpeaksOfTheScore() {
    Table table = Toy.table(scored(i -> -CORPUS.vectors()[i][0]), 3);

    assertThat(play(table, true, 0, new int[] {200}, "random+audit"))
        .isEqualTo(play(table, false, 0, new int[] {200}, "random+audit"));
  }

  private static double precision(LabelledCorpus corpus, boolean scoreInput) {
    return readings(Toy.table(corpus, 3), scoreInput).stream()
        .filter(reading -> reading.labels() == 80)
        .filter(reading -> reading.metric() == Metric.AVERAGE_PRECISION)
        .findFirst()
        .orElseThrow()
        .value();
  }

  private static List<Play.Reading> readings(Table table, boolean scoreInput) {
    return play(table, scoreInput, 60, new int[] {20, 20}, "random");
  }

  private static List<Play.Reading> play(
      Table table, boolean scoreInput, int coldStart, int[] batches, String contestant) {
    PlayPlan plan =
        new PlayPlan(
            coldStart,
            batches,
            .1,
            new PlayPlan.Embedded(List.of(), 20, 1e-3, 200, 3, 0, 1, scoreInput),
            Toy.PLAN.boundary());
    return new Play(table, plan, Contestant.named(contestant, .5, .25, List.of()), 3).run();
  }

  private static LabelledCorpus scored(IntToDoubleFunction score) {
    return new LabelledCorpus(
        CORPUS.name(),
        CORPUS.ids(),
        CORPUS.texts(),
        CORPUS.vectors(),
        CORPUS.ngrams(),
        CORPUS.labels(),
        CORPUS.votes(),
        IntStream.range(0, CORPUS.size()).mapToDouble(score).toArray());
  }
}
