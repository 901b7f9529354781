package org.penumbra.jobs.select;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.penumbra.jobs.demo.DemoCorpus;
import org.penumbra.jobs.state.LocalStore;

class BatchExportTest {

  @TempDir private Path run;

  @Test
  void letsNoCellOfTheCsvStartAFormula() throws IOException {
    LocalStore store = new LocalStore(run);
    Map<String, String> texts =
        Map.of(
            "=HYPERLINK(\"x\")", "=1+1", "-2", "+3 pounds lost", "@me", "@all", "plain", "a \"b\"");

    new BatchExport(store, 17, DemoCorpus.policy()).write(1, new TreeMap<>(texts));

    String csv = new String(store.read("exports/round=001/batch.csv").orElseThrow(), UTF_8);
    assertThat(csv.lines().skip(1))
        .containsExactlyInAnyOrder(
            "\"'=HYPERLINK(\"\"x\"\")\",'=1+1,,",
            "'-2,'+3 pounds lost,,",
            "'@me,'@all,,",
            "plain,\"a \"\"b\"\"\",,");
  }
}
