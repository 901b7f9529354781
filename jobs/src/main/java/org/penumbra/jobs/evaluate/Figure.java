package org.penumbra.jobs.evaluate;

import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.penumbra.Interval;

/**
 * A row of the metrics dataset.
 *
 * @param model whose figure it is; null for figures of raters alone
 * @param metric what was measured
 * @param population one of those of {@link Measured}, or an evaluation round
 * @param basis how the model's answers were come by
 * @param value the estimate with its bounds
 * @param standardError NaN where there is none
 * @param interval two-sided, or one-sided bounds on either side
 * @param level of the bounds
 * @param items that entered
 * @param doubled of them with two raters' answers at least
 */
public record Figure(
    String model,
    String metric,
    String population,
    String basis,
    Interval value,
    double standardError,
    String interval,
    double level,
    long items,
    long doubled) {

  public static final String TWO_SIDED = "two-sided";
  public static final String ONE_SIDED = "one-sided";

  /** As it stands in the dataset; what is undefined is null. */
  public Row row(String policyId) {
    return RowFactory.create(
        policyId,
        model,
        metric,
        population,
        basis,
        defined(value.estimate()),
        defined(value.low()),
        defined(value.high()),
        defined(standardError),
        interval,
        level,
        items,
        doubled);
  }

  /** Read back. */
  public static Figure of(Row row) {
    return new Figure(
        row.getAs("model"),
        row.getAs("metric"),
        row.getAs("population"),
        row.getAs("basis"),
        new Interval(
            number(row.getAs("estimate")), number(row.getAs("low")), number(row.getAs("high"))),
        number(row.getAs("standard_error")),
        row.getAs("interval"),
        row.<Double>getAs("level"),
        row.<Long>getAs("items"),
        row.<Long>getAs("doubled"));
  }

  private static Double defined(double value) {
    return Double.isNaN(value) ? null : value;
  }

  private static double number(Double value) {
    return value == null ? Double.NaN : value;
  }
}
