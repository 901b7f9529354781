package org.penumbra.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainSettingsTest {

  @Test
  void hasTheDefaultsOfTheFile() {
    assertThat(new SettingsLoader().load(List.of()).train())
        .isEqualTo(new TrainSettings(null, Duration.ofHours(24), null, null, 4000));
  }

  @Test
  void takesEveryKey() {
    List<String> sets =
        List.of(
            "train.command=python3 tune.py",
            "train.timeout=90m",
            "train.base-url=http://gpu:8000/v1",
            "train.key-file=/secrets/gpu",
            "train.pool-sample=500");

    assertThat(new SettingsLoader().load(sets).train())
        .isEqualTo(
            new TrainSettings(
                "python3 tune.py",
                Duration.ofMinutes(90),
                "http://gpu:8000/v1",
                "/secrets/gpu",
                500));
  }
}
