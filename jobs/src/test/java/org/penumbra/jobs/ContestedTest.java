package org.penumbra.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.spark.LocalSpark;
import org.penumbra.jobs.state.StageName;

/** The items three simulated experts split on in two rounds. */
@ExtendWith({LocalSpark.class, FinishedLoop.class})
class ContestedTest {

  @Test
  void areTheItemsWithDifferentAnswersOfAllRoundsWithTheirTexts(FinishedLoop.Rounds loop) {
    Map<String, Set<String>> answers = new HashMap<>();
    Map<String, String> texts = new HashMap<>();
    for (int round = 1; round <= 2; round++) {
      for (Row row : loop.run.read(RunDataset.LABELS, StageName.INGEST, round).collectAsList()) {
        answers
            .computeIfAbsent(row.getAs("item_id"), item -> new HashSet<>())
            .add(row.getAs("answer"));
      }
      AdRun.batch(loop.run, round)
          .forEach(row -> texts.put(row.getAs("item_id"), row.getAs("text")));
    }
    answers.values().removeIf(different -> different.size() < 2);
    List<Row> contested = contested(loop);

    assertThat(contested)
        .extracting(row -> row.<String>getAs("item_id"))
        .isNotEmpty()
        .containsExactlyInAnyOrderElementsOf(answers.keySet());
    assertThat(contested)
        .allMatch(row -> row.getAs("text").equals(texts.get(row.<String>getAs("item_id"))));
    assertThat(contested)
        .extracting(row -> -row.<Double>getAs("disagreement"))
        .isSorted()
        .allMatch(disagreement -> disagreement < 0);
  }

  @Test
  void areExportedInTheSameOrder(FinishedLoop.Rounds loop) {
    List<String> ids = new ArrayList<>();
    contested(loop).forEach(row -> ids.add(row.getAs("item_id")));
    String csv = AdRun.text(loop.run.folder().resolve("exports/round=002/contested.csv"));

    assertThat(csv.lines().findFirst())
        .hasValue("item_id,text,positives,negatives,unsure,disagreement,reasons,notes");
    List<Integer> places = ids.stream().map(id -> csv.indexOf("\n" + id + ",")).toList();
    assertThat(places).doesNotContain(-1).isSorted();
  }

  private static List<Row> contested(FinishedLoop.Rounds loop) {
    return loop.run.read(RunDataset.CONTESTED, StageName.EVALUATE, 2).collectAsList();
  }
}
