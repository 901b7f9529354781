package org.penumbra.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContestedItemTest {

  @Test
  void areThoseWithDifferentFirstAnswersTheMostContestedFirst() {
    List<ExpertLabel> labels = new ArrayList<>();
    labels.addAll(answers("agreed", Answer.POSITIVE, Answer.POSITIVE, Answer.POSITIVE));
    labels.addAll(answers("two-to-one", Answer.POSITIVE, Answer.POSITIVE, Answer.NEGATIVE));
    labels.addAll(answers("b-split", Answer.POSITIVE, Answer.NEGATIVE));
    labels.addAll(answers("a-split", Answer.NEGATIVE, Answer.UNSURE));
    labels.addAll(answers("three-ways", Answer.POSITIVE, Answer.NEGATIVE, Answer.UNSURE));
    labels.addAll(answers("alone", Answer.UNSURE));
    Collections.reverse(labels);

    List<ContestedItem> contested = ContestedItem.of(labels);

    assertThat(contested)
        .extracting(ContestedItem::itemId)
        .containsExactly("three-ways", "a-split", "b-split", "two-to-one");
    assertThat(contested.get(0))
        .isEqualTo(new ContestedItem("three-ways", 1, 1, 1, 1, List.of(), List.of()));
    // One of three pairs of answers agrees.
    assertThat(contested.get(3).disagreement()).isCloseTo(2 / 3.0, within(1e-12));
  }

  @Test
  void invalidAndLaterAnswersDoNotCount() {
    List<ExpertLabel> labels = new ArrayList<>();
    labels.add(label("broken", "ann", Answer.POSITIVE, Phase.FIRST, List.of(), ""));
    labels.add(label("broken", "bob", Answer.INVALID, Phase.FIRST, List.of(), ""));
    labels.add(label("broken", "ann", Answer.NEGATIVE, Phase.REPEAT, List.of(), ""));

    assertThat(ContestedItem.of(labels)).isEmpty();
  }

  @Test
  void carryWhatTheRatersSaid() {
    List<ExpertLabel> labels = new ArrayList<>();
    labels.add(label("x", "bob", Answer.NEGATIVE, Phase.FIRST, List.of("satire"), " a joke? "));
    labels.add(label("x", "ann", Answer.POSITIVE, Phase.FIRST, List.of("cure", "dose"), "  "));
    labels.add(label("x", "cay", Answer.POSITIVE, Phase.FIRST, List.of("cure"), "Promises it."));

    assertThat(ContestedItem.of(labels))
        .singleElement()
        .satisfies(
            item -> {
              assertThat(item.reasons()).containsExactly("cure", "dose", "satire");
              assertThat(item.notes()).containsExactly("Promises it.", "a joke?");
            });
  }

  private static List<ExpertLabel> answers(String item, Answer... answers) {
    List<ExpertLabel> labels = new ArrayList<>();
    for (Answer answer : answers) {
      labels.add(label(item, "rater-" + labels.size(), answer, Phase.FIRST, List.of(), ""));
    }
    return labels;
  }

  private static ExpertLabel label(
      String item, String rater, Answer answer, Phase phase, List<String> reasons, String note) {
    return new ExpertLabel(
        "p", "1", item, rater, answer, phase, reasons, null, "", note, "", 1, Instant.EPOCH);
  }
}
