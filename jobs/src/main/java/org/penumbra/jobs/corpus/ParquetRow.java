package org.penumbra.jobs.corpus;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/** The fields of the Parquet row last read: the next one takes their place. */
final class ParquetRow extends RecordMaterializer<ParquetRow> {

  private final Map<String, Cell> cells = new LinkedHashMap<>();
  private final GroupConverter root;

  /**
   * @param projection the columns read, of strings, binary or whole numbers, none repeated
   */
  ParquetRow(MessageType projection) {
    for (Type column : projection.getFields()) {
      cells.put(column.getName(), new Cell());
    }
    this.root = new Root(cells.values().toArray(Cell[]::new));
  }

  /** A column's field in whichever row is read; null where no column is named. */
  Cell cell(String column) {
    return cells.get(column);
  }

  @Override
  public ParquetRow getCurrentRecord() {
    return this;
  }

  @Override
  public GroupConverter getRootConverter() {
    return root;
  }

  /** One field: bytes, a number, or nothing. */
  static final class Cell extends PrimitiveConverter {

    private byte[] bytes;
    private String number;

    /** The bytes of a string or binary; null where there are none. */
    byte[] bytes() {
      return bytes;
    }

    /** The digits of a whole number; null where there is none. */
    String number() {
      return number;
    }

    @Override
    public void addBinary(Binary value) {
      bytes = value.getBytes();
    }

    @Override
    public void addInt(int value) {
      number = Integer.toString(value);
    }

    @Override
    public void addLong(long value) {
      number = Long.toString(value);
    }

    private void clear() {
      bytes = null;
      number = null;
    }
  }

  private static final class Root extends GroupConverter {

    private final Cell[] cells;

    Root(Cell[] cells) {
      this.cells = cells;
    }

    @Override
    public Converter getConverter(int field) {
      return cells[field];
    }

    @Override
    public void start() {
      for (Cell cell : cells) {
        cell.clear();
      }
    }

    @Override
    public void end() {}
  }
}
