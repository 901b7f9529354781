package org.penumbra.label.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.penumbra.label.Task;
import org.penumbra.label.Worksheet;
import org.penumbra.policy.Policy;

class WorksheetIdTest {

  private static final Worksheet SHEET = Sheets.numbered(2);

  private static String id(Worksheet sheet) {
    return WorksheetId.of(sheet, SheetKind.BATCH);
  }

  private static Worksheet with(Policy policy, int round, String rater, long seed) {
    return new Worksheet(policy, round, rater, seed, SHEET.tasks());
  }

  private static Policy policy(String id, String version, String definition) {
    Policy policy = Sheets.POLICY;
    return new Policy(
        id,
        version,
        policy.question(),
        definition,
        policy.positiveName(),
        policy.negativeName(),
        policy.reasons(),
        policy.positiveExamples(),
        policy.negativeExamples());
  }

  @Test
  void staysWhereTextsTasksOrWordsOfThePolicyChange() {
    Task redacted = new Task(SHEET.tasks().get(0).taskId(), "item-0", "pair-0", "[EMAIL]");
    Policy reworded = policy("health-claims", "2", "In clearer words.");

    assertThat(
            Stream.of(
                SHEET,
                Sheets.numbered(3),
                new Worksheet(Sheets.POLICY, 3, "rater-1", 17, List.of(redacted)),
                with(reworded, 3, "rater-1", 17)))
        .extracting(WorksheetIdTest::id)
        .containsOnly(id(SHEET));
  }

  @Test
  void tellsApartWhatIsAskedAndOfWhom() {
    assertThat(
            List.of(
                id(SHEET),
                WorksheetId.of(SHEET, SheetKind.ADJUDICATION),
                id(with(policy("other", "2", ""), 3, "rater-1", 17)),
                id(with(policy("health-claims", "3", ""), 3, "rater-1", 17)),
                id(with(Sheets.POLICY, 4, "rater-1", 17)),
                id(with(Sheets.POLICY, 3, "rater-2", 17)),
                id(with(Sheets.POLICY, 3, "rater-1", 18))))
        .doesNotHaveDuplicates()
        .allMatch(id -> id.matches("[0-9a-f]{32}"));
  }
}
