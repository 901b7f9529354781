package org.penumbra.jobs.evaluate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.penumbra.jobs.state.LocalStore;
import org.penumbra.label.ContestedItem;
import org.penumbra.redact.Redactor;

class ContestedExportTest {

  @TempDir private Path run;

  @Test
  void letsNoCellStartAFormulaAndNothingOutThatIsToBeRedacted() throws Exception {
    LocalStore store = new LocalStore(run);
    ContestedItem hostile =
        new ContestedItem(
            "=id",
            2,
            1,
            0,
            2 / 3.0,
            List.of("-code", "b"),
            List.of("+note", "a \"quoted\" one, secret"));
    ContestedItem plain = new ContestedItem("id", 1, 0, 1, 1, List.of(), List.of());

    new Contested(List.of(hostile, plain), Map.of("=id", "@text", "id", "two\nsecret lines"))
        .export(store, 3, new Redactor(List.of("secret"), "[redacted]", null, warning -> {}));

    assertThat(new String(store.read("exports/round=003/contested.csv").orElseThrow(), UTF_8))
        .isEqualTo(
            "item_id,text,positives,negatives,unsure,disagreement,reasons,notes\r\n"
                + "'=id,'@text,2,1,0,0.667,'-code | b,\"'+note | a \"\"quoted\"\" one, [redacted]\"\r\n"
                + "id,\"two\n[redacted] lines\",1,0,1,1.000,,\r\n");
  }
}
