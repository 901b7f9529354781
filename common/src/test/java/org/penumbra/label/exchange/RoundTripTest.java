package org.penumbra.label.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.penumbra.label.Answer;
import org.penumbra.label.LabelFormat;
import org.penumbra.label.LabelReader;
import org.penumbra.label.LabelReject;
import org.penumbra.label.ParsedLabel;
import org.penumbra.label.RawLabel;
import org.penumbra.label.Task;
import org.penumbra.label.Worksheet;
import org.penumbra.policy.Policy;
import org.w3c.dom.Element;

/** What goes out comes back: the tools' exports are made here from the very tasks we wrote. */
class RoundTripTest {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Policy POLICY =
      new Policy(
          "spam",
          "1",
          "Is it <spam> & \"bad\"?",
          "It sells.",
          "violates",
          "fine",
          List.of("a-1", "b-2"),
          List.of("buy"),
          List.of("hello"));
  private static final List<Task> TASKS =
      List.of(
          new Task("00000000000000a1", "i1", "00000000000000f1", "plain"),
          new Task("00000000000000a2", "=1+1", "", "=HYPERLINK(\"x\")"),
          new Task("00000000000000a3", "x,\"y\"", "00000000000000f1", "a\n\"b\", c\r\n"),
          new Task("00000000000000a4", "-é😀", "", "<script>alert(1)</script> \u202e]]>"));

  private static Worksheet sheet(String rater) {
    return new Worksheet(POLICY, 3, rater, 17, TASKS);
  }

  private static List<ParsedLabel> read(LabelFormat format, String text) {
    return new LabelReader().read("f", format, text.getBytes(UTF_8)).toList();
  }

  private static void cameBack(List<ParsedLabel> rows, String rater) {
    assertThat(rows).hasSize(TASKS.size()).allMatch(row -> row instanceof RawLabel);
    for (int i = 0; i < rows.size(); i++) {
      RawLabel row = (RawLabel) rows.get(i);
      assertThat(row.taskId()).isEqualTo(TASKS.get(i).taskId());
      assertThat(row.itemId()).isIn(TASKS.get(i).itemId(), "'" + TASKS.get(i).itemId());
      assertThat(row.pairId()).isEqualTo(TASKS.get(i).pairId());
      assertThat(row.rater()).isEqualTo(rater);
      assertThat(row.answer()).isEqualTo(Answer.values()[i % 4]);
    }
  }

  private static String answer(int i) {
    return Answer.values()[i % 4].wireName();
  }

  private static JsonNode tree(byte[] bytes) throws IOException {
    return JSON.readTree(bytes);
  }

  @Test
  void csvFilledInWithASpreadsheet() throws IOException {
    String csv = new String(CsvTasks.of(sheet("rater-1")), UTF_8);
    StringBuilder filled = new StringBuilder();
    try (CSVParser rows = CSVFormat.RFC4180.parse(new StringReader(csv));
        CSVPrinter printer = new CSVPrinter(filled, CSVFormat.RFC4180)) {
      for (CSVRecord row : rows) {
        String[] cells = row.values();
        if (row.getRecordNumber() > 1) {
          cells[4] = answer((int) row.getRecordNumber() - 2);
        }
        printer.printRecord((Object[]) cells);
      }
    }

    assertThat(csv).contains(",'=1+1,", ",\"'=HYPERLINK(\"\"x\"\")\",");
    cameBack(read(LabelFormat.CSV, filled.toString()), "rater-1");
  }

  @Test
  void jsonLinesFilledInByAScript() throws IOException {
    StringBuilder filled = new StringBuilder();
    List<String> lines = new String(JsonTasks.lines(sheet("rater-1")), UTF_8).lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      ObjectNode line = (ObjectNode) JSON.readTree(lines.get(i));
      filled.append(JSON.writeValueAsString(line.put("answer", answer(i)))).append('\n');
    }

    cameBack(read(LabelFormat.JSON_LINES, filled.toString()), "rater-1");
  }

  private static ArrayNode labelStudioExport(Worksheet sheet) throws IOException {
    ArrayNode export = JSON.createArrayNode();
    JsonNode tasks = tree(JsonTasks.labelStudio(sheet));
    for (int i = 0; i < tasks.size(); i++) {
      ObjectNode task = export.addObject().put("id", 100 + i);
      task.set("data", tasks.get(i).get("data"));
      task.putArray("predictions");
      task.putArray("drafts");
      ObjectNode annotation = task.putArray("annotations").addObject().put("id", 200 + i);
      annotation.put("was_cancelled", false).put("lead_time", 4.25);
      annotation.put("created_at", "2026-01-31T09:30:00.000001Z");
      if (i % 2 == 0) {
        annotation.put("completed_by", 7);
      } else {
        annotation.putObject("completed_by").put("id", 7).put("email", "ann@example.org");
      }
      ArrayNode result = annotation.putArray("result");
      control(result, "answer", "choices").putArray("choices").add(answer(i));
      control(result, "reasons", "choices").putArray("choices").add("b-2").add("a-1");
      control(result, "note", "textarea").putArray("text").add("so").add("it is");
    }
    return export;
  }

  private static ObjectNode control(ArrayNode result, String name, String type) {
    ObjectNode region = result.addObject().put("id", name).put("from_name", name);
    return region.put("to_name", "text").put("type", type).putObject("value");
  }

  @Test
  void labelStudioJson() throws IOException {
    List<ParsedLabel> rows =
        read(LabelFormat.JSON, labelStudioExport(sheet("rater-1")).toPrettyString());

    cameBack(rows, "rater-1");
    RawLabel first = (RawLabel) rows.get(0);
    assertThat(first.seconds()).isEqualTo(4.25);
    assertThat(first.reasons()).containsExactly("a-1", "b-2");
    assertThat(first.note()).isEqualTo("so\nit is");
    assertThat(first.tool()).isEqualTo("label-studio");
    assertThat(first.round()).isEqualTo(3);
    assertThat(first.at()).hasToString("2026-01-31T09:30:00.000001Z");
  }

  @Test
  void labelStudioNamesTheAnnotatorWhereTheTaskNamesNoRater() throws IOException {
    List<ParsedLabel> rows = read(LabelFormat.JSON, labelStudioExport(sheet("")).toString());

    assertThat(rows)
        .extracting(row -> ((RawLabel) row).rater())
        .containsExactly("ls-7", "ann@example.org", "ls-7", "ann@example.org");
  }

  @Test
  void labelStudioTakesCancelledAnnotationsOutAndSeveralPerItemIn() throws IOException {
    ArrayNode export = labelStudioExport(sheet(""));
    ArrayNode annotations = (ArrayNode) export.get(0).get("annotations");
    annotations.add(annotations.get(0).deepCopy());
    ((ObjectNode) annotations.get(1)).put("was_cancelled", true);
    annotations.add(annotations.get(0).deepCopy());
    ((ObjectNode) annotations.get(2)).put("completed_by", 8);

    List<ParsedLabel> rows = read(LabelFormat.JSON, export.toString());

    assertThat(rows.subList(0, 3))
        .extracting(row -> row instanceof RawLabel r ? r.rater() : ((LabelReject) row).reason())
        .containsExactly("ls-7", "cancelled by its annotator", "ls-8");
  }

  @Test
  void labelStudioJsonMin() throws IOException {
    ArrayNode export = JSON.createArrayNode();
    JsonNode tasks = tree(JsonTasks.labelStudio(sheet("rater-1")));
    for (int i = 0; i < tasks.size(); i++) {
      ObjectNode row = tasks.get(i).get("data").deepCopy();
      row.put("id", i).put("annotator", 7).put("annotation_id", i).put("lead_time", 2.5);
      if (i % 2 == 0) {
        row.put("answer", answer(i)).put("reasons", "a-1").put("note", "n");
      } else {
        row.putObject("answer").putArray("choices").add(answer(i));
        row.putObject("reasons").putArray("choices").add("a-1").add("b-2");
        row.putArray("note").add("n");
      }
      export.add(row);
    }

    List<ParsedLabel> rows = read(LabelFormat.JSON, export.toString());

    cameBack(rows, "rater-1");
    assertThat(((RawLabel) rows.get(1)).reasons()).containsExactly("a-1", "b-2");
    assertThat(((RawLabel) rows.get(1)).note()).isEqualTo("n");
  }

  @Test
  void argillaRecordsOfEitherVersion() throws IOException {
    StringBuilder first = new StringBuilder();
    ArrayNode second = JSON.createArrayNode();
    StringBuilder flat = new StringBuilder();
    List<String> lines = new String(JsonTasks.argilla(sheet("rater-1")), UTF_8).lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      ObjectNode record = (ObjectNode) JSON.readTree(lines.get(i));
      ObjectNode v1 = record.deepCopy();
      ObjectNode response = v1.putArray("responses").addObject().put("user_id", "u");
      response.put("status", "submitted");
      response.putObject("values").putObject("answer").put("value", answer(i));
      first.append(v1).append('\n');
      ObjectNode v2 = record.deepCopy();
      v2.putObject("responses")
          .putArray("answer")
          .addObject()
          .put("value", answer(i))
          .put("user_id", "u");
      second.add(v2);
      ObjectNode row = JSON.createObjectNode();
      row.put("id", record.get("id").asText());
      row.setAll((ObjectNode) record.get("metadata"));
      row.putArray("answer.responses").add(answer(i));
      row.putArray("answer.responses.users").add("u");
      row.putArray("answer.responses.status").add("submitted");
      flat.append(row).append('\n');
    }

    cameBack(read(LabelFormat.JSON_LINES, first.toString()), "rater-1");
    cameBack(read(LabelFormat.JSON, second.toString()), "rater-1");
    cameBack(read(LabelFormat.JSON_LINES, flat.toString()), "rater-1");
  }

  @Test
  void argillaDraftsAreNoLabels() {
    String draft =
        "{\"id\":\"t\",\"metadata\":{\"item_id\":\"i1\"},\"responses\":[{\"user_id\":\"u\","
            + "\"status\":\"draft\",\"values\":{\"answer\":{\"value\":\"positive\"}}}]}";

    assertThat(read(LabelFormat.JSON_LINES, draft))
        .extracting(row -> ((LabelReject) row).reason())
        .containsExactly("its response is draft, not submitted");
  }

  @Test
  void aTornListKeepsWhatStandsBeforeTheTear() throws IOException {
    String whole = labelStudioExport(sheet("rater-1")).toPrettyString();
    String torn = whole.substring(0, whole.indexOf("\"id\" : 103"));

    List<ParsedLabel> rows = read(LabelFormat.JSON, torn);

    assertThat(rows).hasSize(4);
    assertThat(rows.subList(0, 3)).allMatch(row -> row instanceof RawLabel);
    assertThat(((LabelReject) rows.get(3)).reason())
        .startsWith("not JSON: ")
        .endsWith("; the rest is unread");
  }

  @Test
  void theConfigurationOfLabelStudioIsXmlThatShowsThePolicyAsText() throws Exception {
    Element view =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new java.io.ByteArrayInputStream(LabelStudioConfig.of(POLICY).getBytes(UTF_8)))
            .getDocumentElement();

    assertThat(((Element) view.getElementsByTagName("Header").item(0)).getAttribute("value"))
        .isEqualTo(POLICY.question());
    List<String> aliases = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      aliases.add(((Element) view.getElementsByTagName("Choice").item(i)).getAttribute("alias"));
    }
    assertThat(aliases).containsExactly("positive", "negative", "unsure", "invalid");
    assertThat(view.getElementsByTagName("Choice").getLength()).isEqualTo(6);
  }
}
