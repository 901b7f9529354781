package org.penumbra.provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ReportJsonTest {

  private static final Provenance PROVENANCE =
      new Provenance(
          "cluster",
          2,
          "0a1b",
          List.of(new Input("scores", 3, 20_000, "77ff")),
          17,
          "0.1.0+1a2b3c4",
          new TreeMap<>(Map.of("all-minilm-l6-v2", "beef")),
          new TreeMap<>(),
          Instant.parse("2026-01-02T03:04:05.678901Z"),
          Instant.parse("2026-01-02T03:05:00Z"),
          new TreeMap<>(Map.of("java", "17", "spark", "4.0.1")),
          Outcome.FAILED);

  private static final StageReport REPORT =
      new StageReport(
          PROVENANCE,
          new TreeMap<>(Map.of("rejected", 2L, "kept", 3_000_000_000L)),
          4,
          2,
          2L << 30,
          List.of("few positives"),
          "3 items",
          "disk \"full\"");

  private final ReportJson json = new ReportJson();

  @Test
  void readsBackTheReportItWrote() throws IOException {
    assertThat(json.read(json.write(REPORT), StageReport.class)).isEqualTo(REPORT);
  }

  @Test
  void readsBackTheProvenanceItWrote() throws IOException {
    assertThat(json.read(json.write(PROVENANCE), Provenance.class)).isEqualTo(PROVENANCE);
  }

  @Test
  void readsBackAReportWithoutAnError() throws IOException {
    StageReport fine = new StageReport(PROVENANCE, new TreeMap<>(), 0, 2, 0, List.of(), "", null);

    assertThat(json.read(json.write(fine), StageReport.class)).isEqualTo(fine);
  }

  @Test
  void writesIsoTimesAndSortedKeys() {
    assertThat(json.write(REPORT))
        .contains("\"started\" : \"2026-01-02T03:04:05.678901Z\"")
        .containsSubsequence("\"kept\" : 3000000000", "\"rejected\" : 2");
  }

  @Test
  void ignoresWhatALaterVersionAdds() throws IOException {
    String later = json.write(REPORT).replaceFirst("\\{", "{ \"added\" : 1,");

    assertThat(json.read(later, StageReport.class)).isEqualTo(REPORT);
  }

  @Test
  void refusesJsonThatIsNoReport() {
    assertThatThrownBy(() -> json.read("[]", StageReport.class))
        .isInstanceOf(MismatchedInputException.class);
  }

  @Test
  void cannotBeChangedThroughTheCollectionsItWasMadeFrom() {
    TreeMap<String, Long> counts = new TreeMap<>(Map.of("kept", 1L));
    StageReport report = new StageReport(PROVENANCE, counts, 0, 2, 0, List.of(), "", null);

    counts.put("kept", 2L);

    assertThat(report.counts()).containsEntry("kept", 1L);
  }
}
