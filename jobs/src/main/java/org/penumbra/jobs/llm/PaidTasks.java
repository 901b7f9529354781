package org.penumbra.jobs.llm;

import java.util.Locale;
import org.apache.spark.SparkConf;
import org.penumbra.Errors;
import org.penumbra.llm.Service;
import scala.Tuple2;

/** What Spark may not do to tasks that pay for their answers. */
final class PaidTasks {

  private PaidTasks() {}

  /**
   * Looks at its configuration.
   *
   * @throws org.penumbra.UserException where tasks would pay twice, or the key could be seen
   */
  static void check(SparkConf conf, Service service) {
    if (conf.getBoolean("spark.speculation", false)) {
      throw Errors.paidSpeculation();
    }
    for (Tuple2<String, String> property : conf.getAll()) {
      if (property._1().toUpperCase(Locale.ROOT).contains(ModelServer.KEY_VARIABLE)
          && !property._1().contains("secretKeyRef")) {
        throw Errors.keyInSparkConfiguration(property._1(), service.key("key-file"));
      }
    }
  }
}
