package org.penumbra.select;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SeedsTest {

  private static final AuditArm AUDIT = new AuditArm(11);

  /** Twelve items at right angles; the last is the same as the first. */
  private static final List<Candidate> ITEMS =
      IntStream.range(0, 13).mapToObj(i -> candidate(i, i % 12)).toList();

  @Test
  void comeBeforeTheOtherArmsAndWithinTheirShare() {
    Batch batch = compose(.5, "i03", "i04", "i05", "i06");

    assertThat(batch.items()).hasSize(4);
    assertThat(batch.items().subList(0, 2))
        .allMatch(item -> item.arm() == Arm.SEED && item.why().equals("Why."))
        .extracting(BatchItem::itemId)
        .containsExactly("i03", "i04");
    assertThat(batch.items().subList(2, 4)).noneMatch(item -> item.arm() == Arm.SEED);
  }

  @Test
  void passOverWhatIsNotThereOrNearlyThere() {
    Batch batch = compose(1, "gone", "i00", "i12", "i01");

    assertThat(batch.items())
        .filteredOn(item -> item.arm() == Arm.SEED)
        .extracting(BatchItem::itemId)
        .containsExactly("i00", "i01");
  }

  @Test
  void changeNothingWhereThereAreNone() {
    assertThat(compose(.5)).isEqualTo(composer().compose(pool(), AUDIT, List.of(), 4));
  }

  private static Batch compose(double share, String... ids) {
    List<Seeds.Seed> seeds = new ArrayList<>();
    for (String id : ids) {
      seeds.add(new Seeds.Seed(id, "Why."));
    }
    return composer()
        .withFirst(new BatchComposer.ArmShare(new Seeds(seeds), share))
        .compose(pool(), AUDIT, List.of(), 4);
  }

  private static BatchComposer composer() {
    return BatchComposer.standard(0, .25);
  }

  private static Pool pool() {
    return new Pool(ITEMS, List.of(), List.of(), List.of(), .5);
  }

  private static Candidate candidate(int number, int axis) {
    float[] vector = new float[12];
    vector[axis] = 1;
    return new Candidate(String.format("i%02d", number), vector, number / 13.0, 0, null);
  }
}
