package org.penumbra.jobs.data;

import org.apache.spark.sql.Row;
import scala.collection.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** Cells of a row as the plain values the method works with. */
public final class Rows {

  private Rows() {}

  /** A vector, or null; a cell without a number is NaN. */
  public static float[] floats(Row row, int column) {
    if (row.isNullAt(column)) {
      return null;
    }
    return floats(row.<Float>getSeq(column));
  }

  static float[] floats(Seq<Float> cells) {
    float[] values = new float[cells.length()];
    for (int i = 0; i < values.length; i++) {
      Float cell = cells.apply(i);
      values[i] = cell == null ? Float.NaN : cell;
    }
    return values;
  }

  /** Whole numbers. */
  public static int[] ints(Row row, int column) {
    return CollectionConverters.asJava(row.<Integer>getSeq(column)).stream()
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** Long whole numbers. */
  public static long[] longs(Row row, int column) {
    return CollectionConverters.asJava(row.<Long>getSeq(column)).stream()
        .mapToLong(Long::longValue)
        .toArray();
  }

  /** A number, or null. */
  public static Double number(Row row, int column) {
    return row.isNullAt(column) ? null : row.getDouble(column);
  }

  /** A whole number, or null. */
  public static Integer whole(Row row, int column) {
    return row.isNullAt(column) ? null : row.getInt(column);
  }
}
