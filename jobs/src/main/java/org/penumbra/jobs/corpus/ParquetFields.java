package org.penumbra.jobs.corpus;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.penumbra.Errors;

/**
 * Takes fields out of Parquet rows: top-level columns, the text a string (or plain binary), the
 * others strings or whole numbers.
 */
final class ParquetFields {

  private final MessageType projection;
  private final boolean idNamed;
  private final ParquetRow row;
  private final ParquetRow.Cell text;
  private final ParquetRow.Cell id;
  private final ParquetRow.Cell group;
  private final ParquetRow.Cell language;

  /**
   * @throws org.penumbra.UserException where the schema lacks a column or has it in a wrong type
   */
  ParquetFields(String path, MessageType schema, CorpusColumns columns) {
    Set<Type> wanted = new LinkedHashSet<>();
    for (Map.Entry<String, String> named : columns.bySetting().entrySet()) {
      wanted.add(checked(path, schema, named.getKey(), named.getValue()));
    }
    this.projection = new MessageType(schema.getName(), wanted.toArray(Type[]::new));
    this.idNamed = columns.id() != null;
    this.row = new ParquetRow(projection);
    this.text = row.cell(columns.text());
    this.id = row.cell(columns.id());
    this.group = row.cell(columns.group());
    this.language = row.cell(columns.language());
  }

  /** The columns to read. */
  MessageType projection() {
    return projection;
  }

  /** What takes in one row after the other. */
  ParquetRow materializer() {
    return row;
  }

  /** The row last read, which is at a position of the file. */
  CorpusRow row(long position, ReadSpec spec) {
    byte[] bytes = text.bytes();
    CorpusText decoded = null;
    if (bytes != null) {
      if (bytes.length > spec.maxTextBytes()) {
        return CorpusRow.reject(position, RejectReason.TEXT_TOO_LARGE, Utf8.sample(bytes));
      }
      decoded = CorpusText.decode(bytes).orElse(null);
      if (decoded == null) {
        return CorpusRow.reject(position, RejectReason.NOT_UTF8, Utf8.sample(bytes));
      }
    }
    Fields fields = new Fields(scalar(id), decoded, scalar(group), scalar(language));
    return fields.row(position, decoded == null ? "" : decoded, spec, idNamed);
  }

  private static String scalar(ParquetRow.Cell cell) {
    if (cell == null) {
      return null;
    }
    // Half a surrogate pair stands for bytes that are not UTF-8, and is refused as they are.
    return cell.bytes() == null ? cell.number() : Utf8.decode(cell.bytes()).orElse("\ud800");
  }

  private static Type checked(String path, MessageType schema, String setting, String column) {
    if (!schema.containsField(column)) {
      String found =
          schema.getFields().stream().map(Type::getName).collect(Collectors.joining(", "));
      throw Errors.corpusColumnMissing(path, setting, column, found);
    }
    Type type = schema.getType(column);
    boolean numberToo = !setting.equals("corpus.text");
    if (!string(type) && !(numberToo && whole(type))) {
      String wanted = numberToo ? "a string or a whole number" : "a string";
      throw Errors.corpusColumnType(path, setting, column, type.toString(), wanted);
    }
    return type;
  }

  private static boolean string(Type type) {
    LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
    return primitive(type, PrimitiveTypeName.BINARY)
        && (logical == null
            || logical instanceof LogicalTypeAnnotation.StringLogicalTypeAnnotation
            || logical instanceof LogicalTypeAnnotation.EnumLogicalTypeAnnotation);
  }

  private static boolean whole(Type type) {
    LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
    boolean number =
        primitive(type, PrimitiveTypeName.INT32) || primitive(type, PrimitiveTypeName.INT64);
    return number && (logical == null || signed(logical));
  }

  private static boolean signed(LogicalTypeAnnotation logical) {
    return logical instanceof LogicalTypeAnnotation.IntLogicalTypeAnnotation number
        && number.isSigned();
  }

  private static boolean primitive(Type type, PrimitiveTypeName name) {
    return type.isPrimitive()
        && !type.isRepetition(Type.Repetition.REPEATED)
        && type.asPrimitiveType().getPrimitiveTypeName() == name;
  }
}
