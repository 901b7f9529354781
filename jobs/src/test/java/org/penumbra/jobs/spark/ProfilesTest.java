package org.penumbra.jobs.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.internal.config.ConfigEntry;
import org.apache.spark.launcher.SparkLauncher;
import org.apache.spark.network.util.JavaUtils;
import org.apache.spark.util.Utils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scala.jdk.javaapi.CollectionConverters;

/** The profiles of conf/profiles, as spark-submit's --properties-file reads them. */
class ProfilesTest {

  private static final Path PROFILES = Path.of("../conf/profiles");

  /** What follows these is a name of the user's own; the last two Spark puts before others. */
  private static final List<String> FAMILIES =
      List.of(
          "spark.executorEnv.",
          "spark.kubernetes.node.selector.",
          "spark.metrics.conf.*.sink.",
          SparkLauncher.DRIVER_DEFAULT_JAVA_OPTIONS,
          SparkLauncher.EXECUTOR_DEFAULT_JAVA_OPTIONS);

  /** Of docs/cluster.md, in MiB: the process itself, the model twice, and each task's batch. */
  private static final long PROCESS = 640;

  private static final long MODEL = 2 * 133;
  private static final long TASK = 192;

  @BeforeAll
  static void loadSparksSettings() throws ClassNotFoundException {
    // Spark knows a setting once the object that defines it was loaded.
    for (String definitions :
        List.of(
            "org.apache.spark.internal.config.package$",
            "org.apache.spark.deploy.k8s.Config$",
            "org.apache.spark.deploy.yarn.config.package$")) {
      Class.forName(definitions);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"standalone", "yarn", "kubernetes"})
  void nameOnlySettingsThatSparkHas(String profile) {
    assertThat(settings(profile).keySet())
        .isNotEmpty()
        .allMatch(key -> ConfigEntry.findEntry(key) != null || ofAFamily(key));
  }

  @ParameterizedTest
  @ValueSource(strings = {"standalone", "yarn", "kubernetes"})
  void explainEverySetting(String profile) throws IOException {
    String comment = "";
    for (String line : Files.readAllLines(PROFILES.resolve(profile + ".properties"))) {
      if (line.startsWith("spark.")) {
        assertThat(comment).as(line).isNotEmpty();
      } else {
        comment = line;
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"yarn", "kubernetes"})
  void leaveRoomForWhatTheEncoderTakesOutsideOfTheHeap(String profile) {
    Map<String, String> settings = settings(profile);
    long cores = Long.parseLong(settings.get("spark.executor.cores"));
    assertThat(JavaUtils.byteStringAsMb(settings.get("spark.executor.memoryOverhead")))
        .isGreaterThanOrEqualTo(PROCESS + MODEL + cores * TASK);
  }

  @Test
  void giveAnExecutorTheSameEverywhere() {
    for (String key :
        List.of("spark.executor.cores", "spark.executor.memory", "spark.driver.memory")) {
      assertThat(settings("yarn").get(key))
          .isEqualTo(settings("kubernetes").get(key))
          .isEqualTo(settings("standalone").get(key));
    }
  }

  private static boolean ofAFamily(String key) {
    return FAMILIES.stream().anyMatch(key::startsWith);
  }

  private static Map<String, String> settings(String profile) {
    String file = PROFILES.resolve(profile + ".properties").toString();
    return new TreeMap<>(CollectionConverters.asJava(Utils.getPropertiesFromFile(file)));
  }
}
