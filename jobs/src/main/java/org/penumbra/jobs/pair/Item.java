package org.penumbra.jobs.pair;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.penumbra.pair.EmbeddedItem;

/**
 * An item on its way to its neighbours. In a row its vector is bytes: an array would become an
 * object for each of its numbers.
 *
 * @param id the item
 * @param label 1 for predicted positive, 0 for negative
 * @param cluster among those of its label
 * @param score by the current scorer
 * @param vector of unit length
 */
@SuppressWarnings("ArrayRecordComponent") // a row of numbers, never compared
public record Item(String id, int label, int cluster, double score, float[] vector) {

  /** The columns of {@link #row}. */
  public static final StructType SCHEMA =
      StructType.fromDDL("id STRING, label INT, cluster INT, score DOUBLE, vector BINARY");

  /** The item of such a row. */
  public static Item of(Row row) {
    return new Item(
        row.getString(0), row.getInt(1), row.getInt(2), row.getDouble(3), floats(row.getAs(4)));
  }

  /** The item as a row. */
  public Row row() {
    return RowFactory.create(id, label, cluster, score, bytes(vector));
  }

  EmbeddedItem embedded() {
    return new EmbeddedItem(id, vector, score);
  }

  private static byte[] bytes(float[] vector) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Float.BYTES * vector.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(vector);
    return bytes.array();
  }

  static float[] floats(byte[] bytes) {
    float[] vector = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
    return vector;
  }
}
