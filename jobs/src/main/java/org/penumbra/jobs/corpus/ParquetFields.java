package org.penumbra.jobs.corpus;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.parquet.example.data.Group;
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

  private final CorpusColumns columns;
  private final MessageType projection;

  /**
   * @throws org.penumbra.UserException where the schema lacks a column or has it in a wrong type
   */
  ParquetFields(String path, MessageType schema, CorpusColumns columns) {
    this.columns = columns;
    Set<Type> wanted = new LinkedHashSet<>();
    for (Map.Entry<String, String> named : columns.bySetting().entrySet()) {
      wanted.add(checked(path, schema, named.getKey(), named.getValue()));
    }
    this.projection = new MessageType(schema.getName(), wanted.toArray(Type[]::new));
  }

  /** The columns to read. */
  MessageType projection() {
    return projection;
  }

  /** The row at a position of the file. */
  CorpusRow row(long position, Group row, ReadSpec spec) {
    String text = null;
    if (present(row, columns.text())) {
      byte[] bytes = row.getBinary(columns.text(), 0).getBytes();
      if (bytes.length > spec.maxTextBytes()) {
        return CorpusRow.reject(position, RejectReason.TEXT_TOO_LARGE, Utf8.sample(bytes));
      }
      text = Utf8.decode(bytes).orElse(null);
      if (text == null) {
        return CorpusRow.reject(position, RejectReason.NOT_UTF8, Utf8.sample(bytes));
      }
    }
    Fields fields =
        new Fields(
            scalar(row, columns.id()),
            text,
            scalar(row, columns.group()),
            scalar(row, columns.language()));
    return fields.row(position, text == null ? "" : text, spec, columns.id() != null);
  }

  private String scalar(Group row, String column) {
    if (column == null || !present(row, column)) {
      return null;
    }
    PrimitiveTypeName type = projection.getType(column).asPrimitiveType().getPrimitiveTypeName();
    return switch (type) {
      case INT32 -> Integer.toString(row.getInteger(column, 0));
      case INT64 -> Long.toString(row.getLong(column, 0));
      // Half a surrogate pair stands for bytes that are not UTF-8, and is refused as they are.
      default -> Utf8.decode(row.getBinary(column, 0).getBytes()).orElse("\ud800");
    };
  }

  private static boolean present(Group row, String column) {
    return row.getFieldRepetitionCount(column) > 0;
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
