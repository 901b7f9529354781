package org.penumbra.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.factory.Nd4j;
import org.penumbra.command.Command;
import org.penumbra.embed.Vectors;
import org.penumbra.pair.NearDuplicates;

class CommandStrategyTest {

  @TempDir private Path kept;

  @Test
  void takesTheRowsThatTheCommandChose() {
    assertThat(chosen("pick() { printf '4\\n0\\n2\\n' >\"$1/chosen.txt\"; }; pick"))
        .containsExactly("item-4", "item-0", "item-2");
  }

  @Test
  void tellsTheCommandAllThatThereIsToKnow() throws Exception {
    chosen(
        "keep() { cp \"$1\"/* '" + kept + "'; printf '0\\n1\\n2\\n' >\"$1/chosen.txt\"; }; keep");

    assertThat(Nd4j.createFromNpyFile(kept.resolve("vectors.npy").toFile()).shape())
        .containsExactly(8, 4);
    assertThat(Nd4j.createFromNpyFile(kept.resolve("scores.npy").toFile()).toDoubleVector())
        .containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
    assertThat(Nd4j.createFromNpyFile(kept.resolve("probabilities.npy").toFile()).toDoubleVector())
        .startsWith(0, .125)
        .hasSize(8);
    assertThat(Nd4j.createFromNpyFile(kept.resolve("labels.npy").toFile()).toDoubleVector())
        .containsExactly(-1, -1, -1, -1, -1, -1, 0, 1);
    assertThat(Files.readString(kept.resolve("batch.json")))
        .contains("\"items\":3", "\"cut\":4.5", "\"seed\":9");
  }

  @Test
  void isNotOfferedWhatTheBatchHoldsAlready() {
    Draft draft = draft();
    draft.take(0, Arm.MARGIN, "by another arm");

    strategy("pick() { printf '0\\n4\\n' >\"$1/chosen.txt\"; }; pick").fill(draft, 2);

    assertThat(draft.items().stream().map(BatchItem::itemId))
        .containsExactly("item-0", "item-1", "item-5");
  }

  @Test
  void refusesWhatIsNoChoice() {
    assertThatThrownBy(() -> chosen("pick() { echo 6 >\"$1/chosen.txt\"; }; pick"))
        .hasMessageContaining("it chose '6', and the unlabelled rows are 0 to 5.");
    assertThatThrownBy(() -> chosen("pick() { echo best >\"$1/chosen.txt\"; }; pick"))
        .hasMessageContaining("it chose 'best', and the unlabelled rows are 0 to 5.");
    assertThatThrownBy(() -> chosen("pick() { printf '1\\n1\\n' >\"$1/chosen.txt\"; }; pick"))
        .hasMessageContaining("it chose row 1 twice.");
    assertThatThrownBy(() -> chosen("pick() { echo 1 >\"$1/chosen.txt\"; }; pick"))
        .hasMessageContaining("it chose 1 rows of 3 wanted.");
  }

  /** Three of six candidates. */
  private static List<String> chosen(String line) {
    Draft draft = draft();
    strategy(line).fill(draft, 3);
    return draft.items().stream().map(BatchItem::itemId).toList();
  }

  private static CommandStrategy strategy(String line) {
    return new CommandStrategy(
        new Command("mine", line, Duration.ofSeconds(30)), id -> id.equals("item-7") ? 1 : 0, 9);
  }

  /** Six candidates, two more being labelled. */
  private static Draft draft() {
    List<Candidate> items = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      double[] vector = {i - 4, i % 2, i % 3, 1};
      items.add(
          new Candidate("item-" + i, Vectors.normalised(vector), i, 0, null, i / 8.0, Double.NaN));
    }
    Pool pool =
        new Pool(items.subList(0, 6), items.subList(6, 8), Set.of(), List.of(), List.of(), 4.5);
    return new Draft(pool, new NearDuplicates(.9999), Integer.MAX_VALUE);
  }
}
