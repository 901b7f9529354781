package org.penumbra.select;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KCenterTest {

  @Test
  void takesTheItemFarthestFromItsNearestCentreOverAndOver() {
    List<Candidate> items = Choices.scattered("pool", 120);
    List<Candidate> issued = Choices.scattered("issued", 9);

    assertThat(Choices.chosen(new KCenter(), 30, items, issued, .5))
        .isEqualTo(naive(items, issued, 30));
  }

  @Test
  void startsFromTheLowestNumberWhenNothingIsLabelled() {
    List<Candidate> items =
        List.of(at("c", 0), at("a", 10), at("b", 50), at("d", 100), at("e", 190));

    assertThat(Choices.chosen(new KCenter(), 4, items, List.of(), .5))
        .containsExactly("a", "e", "d", "b");
  }

  @Test
  void equallyFarItemsComeByNumber() {
    List<Candidate> items = List.of(at("b", 90), at("a", -90), at("c", 45));

    assertThat(Choices.chosen(new KCenter(), 3, items, List.of(at("x", 0)), .5))
        .containsExactly("a", "b", "c");
  }

  @Test
  void whatTheBatchHoldsIsACentreToo() {
    // From x alone b is the farthest; c, which the batch holds, is next to it.
    List<Candidate> items = List.of(at("a", 90), at("b", 180), at("c", 200));
    Draft draft = Choices.draft(items, List.of(at("x", 0)), .5);
    draft.takeAudit(2, 1, "Audit.");

    new KCenter().fill(draft, 1);

    assertThat(draft.items()).extracting(BatchItem::itemId).containsExactly("c", "a");
  }

  private static Candidate at(String id, double degrees) {
    return Choices.item(id, degrees, .5, .5);
  }

  private static List<String> naive(List<Candidate> items, List<Candidate> issued, int count) {
    List<Candidate> centres = new ArrayList<>(issued);
    List<String> chosen = new ArrayList<>();
    while (chosen.size() < count) {
      Candidate farthest = null;
      double most = -1;
      for (Candidate item : items) {
        double distance =
            centres.stream().mapToDouble(c -> distance(c.vector(), item.vector())).min().orElse(9);
        if (distance > most && !chosen.contains(item.id())) {
          farthest = item;
          most = distance;
        }
      }
      centres.add(farthest);
      chosen.add(farthest.id());
    }
    return chosen;
  }

  private static double distance(float[] a, float[] b) {
    double squares = 0;
    for (int d = 0; d < a.length; d++) {
      squares += ((double) a[d] - b[d]) * ((double) a[d] - b[d]);
    }
    return Math.sqrt(squares);
  }
}
