package org.penumbra.label.assign;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.penumbra.label.Answer;
import org.penumbra.label.ExpertLabel;
import org.penumbra.label.Made;
import org.penumbra.label.Phase;

class AdjudicationTest {

  private static final TaskIds IDS = new TaskIds(17, "spam", "1", 1);

  private static ExpertLabel label(String item, String rater) {
    return Made.label(item, rater, Answer.POSITIVE, Phase.FIRST);
  }

  @Test
  void givesAnItemToSomebodyWhoHasNotSeenIt() {
    Panel panel = Panel.of(List.of("ann", "bob", "cay"), new Pseudonyms(new byte[] {1}));
    String ann = panel.raters().get(0);
    String bob = panel.raters().get(1);
    String cay = panel.raters().get(2);

    List<Assignment> tasks =
        new Adjudication(IDS, 17, panel)
            .assign(
                List.of("i2", "i1", "i3"),
                List.of(
                    label("i1", ann),
                    label("i1", bob),
                    label("i2", bob),
                    label("i2", cay),
                    label("i3", ann),
                    label("i3", bob),
                    label("i3", cay)),
                rater -> true);

    assertThat(tasks)
        .containsExactly(
            new Assignment(
                IDS.of("i1", cay, Phase.ADJUDICATION), "i1", cay, Phase.ADJUDICATION, 1, 1),
            new Assignment(
                IDS.of("i2", ann, Phase.ADJUDICATION), "i2", ann, Phase.ADJUDICATION, 1, 1));
  }

  @Test
  void asksNobodyWhoseAnswersDoNotCount() {
    Panel panel = Panel.of(List.of("ann", "bob", "cay"), new Pseudonyms(new byte[] {1}));
    String bob = panel.raters().get(1);

    List<Assignment> tasks =
        new Adjudication(IDS, 17, panel).assign(List.of("i1", "i2"), List.of(), bob::equals);

    assertThat(tasks).extracting(Assignment::rater).containsExactly(bob, bob);
  }

  @Test
  void anOpenPanelHasAPlaceForAnAdjudicator() {
    List<Assignment> tasks =
        new Adjudication(IDS, 17, Panel.open(2, null))
            .assign(List.of("i1"), List.of(label("i1", "ann"), label("i1", "bob")), rater -> true);

    assertThat(tasks).extracting(Assignment::rater).containsExactly("adjudicator");
  }
}
