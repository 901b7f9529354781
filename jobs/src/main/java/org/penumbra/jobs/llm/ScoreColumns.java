package org.penumbra.jobs.llm;

import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;

import java.util.List;
import java.util.Optional;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;
import org.apache.spark.sql.types.StructType;
import org.penumbra.llm.Judgement;

/** A score with its doubt. */
record ScoreColumns() implements AnswerColumns<Judgement> {

  private static final String SCORE = "score";
  private static final String DOUBT = "doubt";

  @Override
  public List<Type> inFiles() {
    return List.of(Types.optional(DOUBLE).named(SCORE), Types.optional(DOUBLE).named(DOUBT));
  }

  @Override
  public void write(Judgement brought, Group row) {
    row.add(SCORE, brought.score());
    row.add(DOUBT, brought.doubt());
  }

  @Override
  public Optional<Judgement> read(Group row) {
    return row.getFieldRepetitionCount(SCORE) == 1
        ? Optional.of(new Judgement(row.getDouble(SCORE, 0), row.getDouble(DOUBT, 0)))
        : Optional.empty();
  }

  @Override
  public StructType inRows() {
    return StructType.fromDDL("score DOUBLE, doubt DOUBLE");
  }

  @Override
  public List<Object> values(Judgement brought) {
    return List.of(brought.score(), brought.doubt());
  }
}
