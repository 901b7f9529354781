package org.penumbra.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.spark.LocalSpark;
import org.penumbra.jobs.state.StageName;

/** The files for fine-tuning, of two rounds. */
@ExtendWith({LocalSpark.class, FinishedLoop.class})
class SplitJobTest {

  private static Path folder(FinishedLoop.Rounds loop) {
    return loop.run.folder().resolve("exports/round=002/fine-tuning");
  }

  private static Set<String> decided(FinishedLoop.Rounds loop, RunDataset side) {
    Set<String> items = new TreeSet<>();
    for (int round = 1; round <= 2; round++) {
      for (Row row : loop.run.read(side, StageName.SPLIT, round).collectAsList()) {
        if (row.getAs("label") != null) {
          items.add(row.getAs("item_id"));
        }
      }
    }
    return items;
  }

  private static Map<String, String> texts(FinishedLoop.Rounds loop) {
    Map<String, String> texts = new HashMap<>();
    for (int round = 1; round <= 2; round++) {
      AdRun.batch(loop.run, round).forEach(r -> texts.put(r.getAs("item_id"), r.getAs("text")));
    }
    return texts;
  }

  private static List<String> lines(Path file) {
    return AdRun.text(file).lines().toList();
  }

  @Test
  void everyDecidedItemOfItsSideIsInEachFileOnce(FinishedLoop.Rounds loop) {
    Map<String, String> texts = texts(loop);
    for (RunDataset side : List.of(RunDataset.SFT, RunDataset.EVAL)) {
      String split = side == RunDataset.SFT ? "train" : "test";
      for (String shape : List.of("messages", "prompt-completion")) {
        List<String> lines = lines(folder(loop).resolve(shape + "-" + split + ".jsonl"));
        Set<String> items = decided(loop, side);
        assertThat(lines).hasSameSizeAs(items);
        for (String item : items) {
          String text = texts.get(item).replace("\"", "\\\"");
          assertThat(lines.stream().filter(line -> line.contains("\\n" + text + "\\n")))
              .as(item)
              .hasSize(1);
        }
      }
    }
  }

  @Test
  void nothingOfTheEvaluationIsTrainedOn(FinishedLoop.Rounds loop) throws Exception {
    Map<String, String> texts = texts(loop);
    Set<String> evaluation = decided(loop, RunDataset.EVAL);
    try (var files = Files.list(folder(loop))) {
      List<Path> train = files.filter(f -> f.toString().contains("-train.")).toList();
      assertThat(train).hasSizeGreaterThanOrEqualTo(3);
      for (Path file : train) {
        String all = AdRun.text(file);
        for (String item : evaluation) {
          assertThat(all).doesNotContain("\\n" + texts.get(item).replace("\"", "\\\"") + "\\n");
        }
      }
    }
  }

  @Test
  void unpairedPreferencesHoldEveryTrainingItemAndTheModelsMistakes(FinishedLoop.Rounds loop) {
    List<String> kto = lines(folder(loop).resolve("kto-train.jsonl"));
    Path dpo = folder(loop).resolve("dpo-train.jsonl");
    int mistakes = Files.exists(dpo) ? lines(dpo).size() : 0;

    assertThat(kto.stream().filter(line -> line.endsWith("\"label\":true}")))
        .hasSameSizeAs(decided(loop, RunDataset.SFT));
    assertThat(kto.stream().filter(line -> line.endsWith("\"label\":false}"))).hasSize(mistakes);
    assertThat(AdRun.text(folder(loop).resolve("README.md")))
        .contains("- config_name: messages", "path: kto-train.jsonl");
  }
}
