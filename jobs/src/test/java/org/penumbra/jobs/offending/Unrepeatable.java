package org.penumbra.jobs.offending;

import static org.apache.spark.sql.functions.monotonically_increasing_id;
import static org.apache.spark.sql.functions.rand;

import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** One call of each kind whose result another run would not repeat. */
final class Unrepeatable {

  Dataset<Row> sampled(Dataset<Row> rows) {
    return rows.sample(0.1);
  }

  Column numbered() {
    return monotonically_increasing_id();
  }

  Column drawn() {
    return rand(7);
  }

  double[] median(Dataset<Row> rows) {
    return rows.stat().approxQuantile("score", new double[] {0.5}, 0.01);
  }

  Dataset<Row> oneOfEach(Dataset<Row> rows) {
    return rows.dropDuplicates("id");
  }

  UnaryOperator<Dataset<Row>> oneOfEachByReference() {
    return Dataset::dropDuplicates;
  }

  JavaRDD<Row> sampledRdd(JavaRDD<Row> rows) {
    return rows.sample(false, 0.1);
  }

  JavaPairRDD<Row, Long> uniqueIds(JavaRDD<Row> rows) {
    return rows.zipWithUniqueId();
  }

  Dataset<Row> limited(Dataset<Row> rows) {
    return rows.limit(10);
  }

  List<Row> top(Dataset<Row> rows) {
    return rows.takeAsList(10);
  }

  Row oneRow(Dataset<Row> rows) {
    return rows.first();
  }

  List<Row> someOfTheRdd(JavaRDD<Row> rows) {
    return rows.take(3);
  }

  int guess() {
    return new Random().nextInt();
  }
}
