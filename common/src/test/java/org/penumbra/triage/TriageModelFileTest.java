package org.penumbra.triage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.penumbra.UserException;

class TriageModelFileTest {

  private static final TriageModel MODEL =
      new TriageModel(new HashedWords(2), new float[] {0.1f, -3e-20f, 5, 0}, -1.7);

  @Test
  void readsBackWhatItWrote() {
    String json = TriageModelFile.write(MODEL);
    assertThat(TriageModelFile.read("triage.json", json.getBytes(UTF_8))).isEqualTo(MODEL);
    assertThat(json).contains("\"format_version\" : 1", "\"bits\" : 2");
  }

  @Test
  void refusesAChangedModel() {
    String json = TriageModelFile.write(MODEL).replace("-1.7", "-1.8");
    assertThatThrownBy(() -> TriageModelFile.read("triage.json", json.getBytes(UTF_8)))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("Cannot trust model triage.json: found content hash ");
  }

  @Test
  void refusesWhatItCannotRead() {
    assertThatThrownBy(() -> TriageModelFile.read("triage.json", "{}".getBytes(UTF_8)))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("Cannot read model triage.json: found no format_version");
    String later =
        TriageModelFile.write(MODEL).replace("\"format_version\" : 1", "\"format_version\" : 2");
    assertThatThrownBy(() -> TriageModelFile.read("triage.json", later.getBytes(UTF_8)))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("Cannot read model triage.json: found format version 2");
    assertThatThrownBy(() -> TriageModelFile.read("triage.json", "[".getBytes(UTF_8)))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("Cannot read model triage.json: found Unexpected");
  }
}
