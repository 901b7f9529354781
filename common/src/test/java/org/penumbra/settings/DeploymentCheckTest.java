package org.penumbra.settings;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.penumbra.UserException;

class DeploymentCheckTest {

  @ParameterizedTest
  @ValueSource(strings = {"local", "local[2]", "local[*]", "local-cluster[2,1,1024]"})
  void letsALocalMasterReadAnyPath(String master) {
    assertThatCode(() -> DeploymentCheck.check(master, Map.of("corpus.uri", "file:/ads.csv")))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3a://bucket/a", "hdfs:///ads/*.gz", "/on/the/default/file/system"})
  void letsAClusterReadWhatAllMachinesSee(String uri) {
    assertThatCode(() -> DeploymentCheck.check("yarn", Map.of("corpus.uri", uri)))
        .doesNotThrowAnyException();
  }

  @Test
  void refusesRelativeAndFilePathsOnACluster() {
    Map<String, String> uris =
        Map.of("run.uri", "runs/spam", "corpus.uri", "FILE:///ads.csv", "label.uri", "s3a://b/l");

    assertThatThrownBy(() -> DeploymentCheck.check("spark://host:7077", uris))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot run on master spark://host:7077: corpus.uri = FILE:///ads.csv, run.uri ="
                + " runs/spam would be looked for on each machine's own disk. Use paths that all"
                + " machines see, such as s3a:// or hdfs://.");
  }
}
