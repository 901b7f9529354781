package org.penumbra.label.assign;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.penumbra.label.Answer;
import org.penumbra.label.LabelReject;
import org.penumbra.label.Made;
import org.penumbra.label.ParsedLabel;
import org.penumbra.label.Phase;
import org.penumbra.label.RawLabel;

class TasksTest {

  private static final TaskIds IDS = new TaskIds(17, "spam", "1", 1);
  private static final Panel PANEL = Panel.open(2, null);
  private static final Tasks TASKS =
      new Tasks(IDS, PANEL, List.of("i1", "=i2"), Map.of("i1", "p1"));

  private static RawLabel row(String task, String item, String pair, String rater) {
    return Made.row(1, task, item, pair, rater, Answer.POSITIVE, Phase.FIRST);
  }

  private static String resolved(RawLabel row) {
    ParsedLabel parsed = TASKS.resolve(row);
    return parsed instanceof RawLabel label
        ? label.itemId() + " " + label.rater() + " " + label.phase().wireName()
        : ((LabelReject) parsed).reason();
  }

  @Test
  void aTaskSaysWhichItemAndPhaseWasMeant() {
    String repeat = IDS.of("i1", "rater-1", Phase.REPEAT);

    assertThat(resolved(row(repeat, "", "", "rater-1"))).isEqualTo("i1 rater-1 repeat");
    assertThat(resolved(row(repeat, "i1", "p1", "rater-1"))).isEqualTo("i1 rater-1 repeat");
  }

  @Test
  void withoutATaskTheRowSpeaksForItself() {
    assertThat(resolved(row("", "i1", "", "ann"))).isEqualTo("i1 ann first");
  }

  @Test
  void anIdGuardedAgainstFormulasIsStillThatId() {
    String task = IDS.of("=i2", "rater-2", Phase.FIRST);

    assertThat(resolved(row(task, "'=i2", "", "rater-2"))).isEqualTo("=i2 rater-2 first");
  }

  @Test
  void aRowThatContradictsItsTaskIsAReject() {
    String task = IDS.of("i1", "rater-1", Phase.FIRST);

    assertThat(resolved(row(task, "=i2", "", "rater-1")))
        .isEqualTo("task '" + task + "' is not about item '=i2'");
    assertThat(resolved(row(task, "i1", "", "rater-2")))
        .isEqualTo("task '" + task + "' was given to rater-1");
    assertThat(resolved(row("0000000000000000", "i1", "", "rater-1")))
        .isEqualTo("task '0000000000000000' is not of this round");
    assertThat(resolved(row(task, "i1", "p9", "rater-1")))
        .isEqualTo("pair 'p9' does not hold item 'i1'");
  }

  @Test
  void aStrangerIsRefusedByANamedPanelWithoutBeingNamed() {
    Panel named = Panel.of(List.of("ann"), new Pseudonyms(new byte[] {1}));
    ParsedLabel parsed =
        new Tasks(IDS, named, List.of("i1"), Map.of()).resolve(row("", "i1", "", "Zed"));

    assertThat(parsed)
        .isEqualTo(new LabelReject("f", 1, "the rater is not in label.panel", "i1, positive"));
  }
}
