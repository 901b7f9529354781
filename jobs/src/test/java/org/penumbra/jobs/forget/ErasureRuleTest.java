package org.penumbra.jobs.forget;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.Test;
import org.penumbra.jobs.data.RunDataset;

/** That no column comes to a dataset without somebody having asked what it keeps of an item. */
class ErasureRuleTest {

  /** They say nothing of one item, or stand in a row that goes with the item. */
  private static final Set<String> HARMLESS =
      Set.of(
          "against",
          "answer",
          "arm",
          "basis",
          "cell",
          "certificate",
          "dataset",
          "dropped_by",
          "first",
          "gate",
          "gate_why",
          "group",
          "guideline_version",
          "interval",
          "language",
          "method",
          "metric",
          "model",
          "note",
          "origin",
          "pair_id",
          "phase",
          "policy_id",
          "population",
          "rater",
          "relation",
          "scorer",
          "second",
          "source",
          "standing",
          "state",
          "strategy",
          "target",
          "task_id",
          "teacher",
          "test",
          "text",
          "tier",
          "tool",
          "verdict",
          "voice",
          "why");

  @Test
  void knowsEveryColumnOfTexts() {
    List<String> unknown = new ArrayList<>();
    for (RunDataset dataset : RunDataset.values()) {
      for (StructField column : dataset.schema().fields()) {
        boolean text = column.dataType().equals(DataTypes.StringType);
        if (text && !ruled().contains(column.name()) && !HARMLESS.contains(column.name())) {
          unknown.add(dataset.folder() + "." + column.name());
        }
      }
    }

    assertThat(unknown).as("add each to ErasureRule, or here with a reason").isEmpty();
  }

  @Test
  void holdsNoTextInADatasetWithoutAnId() {
    for (RunDataset dataset : RunDataset.values()) {
      Set<String> columns = Set.of(dataset.schema().fieldNames());
      if (columns.contains("text")) {
        assertThat(columns).as(dataset.folder()).containsAnyElementsOf(ErasureRule.IDS);
      }
    }
  }

  private static Set<String> ruled() {
    Set<String> ruled = new TreeSet<>();
    Stream.of(ErasureRule.IDS, ErasureRule.GROUPS, ErasureRule.SAMPLES, ErasureRule.REASONS)
        .forEach(ruled::addAll);
    return ruled;
  }
}
