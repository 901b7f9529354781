package org.penumbra.jobs.llm;

import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.FLOAT;

import java.util.List;
import java.util.Optional;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;
import org.apache.spark.sql.types.StructType;

/** A unit vector, as the list that all readers of Parquet know. */
record VectorColumns() implements AnswerColumns<float[]> {

  private static final String VECTOR = "vector";
  private static final String LIST = "list";
  private static final String ELEMENT = "element";

  @Override
  public List<Type> inFiles() {
    return List.of(Types.optionalList().requiredElement(FLOAT).named(VECTOR));
  }

  @Override
  public void write(float[] brought, Group row) {
    Group vector = row.addGroup(VECTOR);
    for (float number : brought) {
      vector.addGroup(LIST).add(ELEMENT, number);
    }
  }

  @Override
  public Optional<float[]> read(Group row) {
    if (row.getFieldRepetitionCount(VECTOR) == 0) {
      return Optional.empty();
    }
    Group vector = row.getGroup(VECTOR, 0);
    float[] numbers = new float[vector.getFieldRepetitionCount(LIST)];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = vector.getGroup(LIST, i).getFloat(ELEMENT, 0);
    }
    return Optional.of(numbers);
  }

  @Override
  public StructType inRows() {
    return StructType.fromDDL("vector ARRAY<FLOAT>");
  }

  @Override
  public List<Object> values(float[] brought) {
    return List.of(brought);
  }
}
