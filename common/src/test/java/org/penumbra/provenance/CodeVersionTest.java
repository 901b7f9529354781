package org.penumbra.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CodeVersionTest {

  @Test
  void isWhatTheBuildWroteDown() {
    assertThat(CodeVersion.current()).matches("\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?\\+[a-z0-9]+");
  }
}
