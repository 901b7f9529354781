package org.penumbra.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.spark.LocalSpark;
import org.penumbra.jobs.state.Manifest;
import org.penumbra.jobs.state.StageState;
import org.penumbra.settings.SettingsLoader;

/** The page on the stages says what they really write and go by. */
@ExtendWith({LocalSpark.class, FinishedLoop.class})
class DocumentedStagesTest {

  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  private static final SortedMap<String, String> SECTIONS = sections();

  private static final Map<String, String> SETTINGS = new SettingsLoader().load(List.of()).values();

  private static final Set<String> DATASETS =
      Arrays.stream(RunDataset.values())
          .map(RunDataset::folder)
          .collect(Collectors.toCollection(TreeSet::new));

  @Test
  void namesAllThatAStageWrites(FinishedLoop.Rounds loop) {
    for (StageState stage : stages(loop)) {
      Set<String> written =
          stage.manifests().stream()
              .map(Manifest::dataset)
              .filter(DATASETS::contains)
              .collect(Collectors.toCollection(TreeSet::new));

      assertThat(listed(stage.id().stage(), "Writes"))
          .as(stage.id().toString())
          .containsAll(written);
    }
  }

  @Test
  void namesAllSettingsThatAStageGoesBy(FinishedLoop.Rounds loop) {
    for (StageState stage : stages(loop)) {
      Set<String> listed = listed(stage.id().stage(), "Settings");

      assertThat(stage.key().orElseThrow().parts().keySet())
          .as(stage.id().toString())
          .filteredOn(SETTINGS::containsKey)
          .allMatch(key -> listed.stream().anyMatch(name -> covers(name, key)));
    }
  }

  @Test
  void namesNoDatasetOrSettingThatIsNone() {
    SECTIONS.forEach(
        (stage, section) -> {
          assertThat(listed(stage, "Settings"))
              .as(stage)
              .allMatch(name -> SETTINGS.keySet().stream().anyMatch(key -> covers(name, key)));
          assertThat(listed(stage, "Writes"))
              .as(stage)
              .filteredOn(name -> !name.contains("/"))
              .allMatch(DATASETS::contains);
        });
  }

  private static boolean covers(String name, String key) {
    return key.equals(name) || key.startsWith(name + ".");
  }

  private static List<StageState> stages(FinishedLoop.Rounds loop) {
    List<StageState> stages = loop.run.call(context -> StageState.all(context.store()));
    assertThat(stages).extracting(stage -> stage.id().stage()).contains("scan", "decide");
    return stages;
  }

  /** What stands in code letters in an entry of a stage. */
  private static Set<String> listed(String stage, String entry) {
    String section = SECTIONS.get(stage);
    assertThat(section).as("a section on " + stage).isNotNull();
    int start = section.indexOf("**" + entry + "**");
    int end = section.indexOf("\n- **", start);
    return CODE.matcher(section.substring(start, end))
        .results()
        .map((MatchResult code) -> code.group(1))
        .filter(code -> entry.equals("Settings") || !code.contains("."))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static SortedMap<String, String> sections() {
    SortedMap<String, String> sections = new TreeMap<>();
    Pattern heading = Pattern.compile("\n## ");
    for (String section :
        heading.splitAsStream(AdRun.text(Path.of("..", "docs", "stages.md"))).toList()) {
      sections.put(section.substring(0, section.indexOf('\n')), section);
    }
    sections.keySet().removeIf(title -> title.startsWith("#"));
    return sections;
  }
}
