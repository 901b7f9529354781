package org.penumbra.jobs.llm;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.schema.Type;
import org.apache.spark.sql.types.StructType;

/**
 * The columns that hold what texts get: all null where a text gets nothing.
 *
 * @param <A> what a text gets
 */
interface AnswerColumns<A> extends Serializable {

  /** In files of answers. */
  List<Type> inFiles();

  void write(A brought, Group row);

  /** Nothing where the columns are null. */
  Optional<A> read(Group row);

  /** In Spark's rows. */
  StructType inRows();

  /** The values of {@link #inRows}. */
  List<Object> values(A brought);
}
