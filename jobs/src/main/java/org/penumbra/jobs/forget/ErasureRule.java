package org.penumbra.jobs.forget;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.penumbra.jobs.state.Forgotten;

/**
 * What a row of any dataset keeps of forgotten items, by the names of its columns.
 *
 * <ul>
 *   <li>The row goes where a column of ids names one; so does a pair that loses either item, and a
 *       reject whose reason quotes one.
 *   <li>A group named for one gets a stand-in: its other members stay together.
 *   <li>The sample of a reject goes whosever it is, for it may be the beginning of any text and
 *       does not say which.
 * </ul>
 */
final class ErasureRule implements Serializable {

  /** Columns of item ids. */
  static final Set<String> IDS = Set.of("id", "item_id", "positive_id", "negative_id");

  /** Columns of groups named for one of their items. */
  static final Set<String> GROUPS = Set.of("group_id");

  /** Columns of samples of rows that became no items. */
  static final Set<String> SAMPLES = Set.of("sample");

  /** Columns of sentences that may quote an id. */
  static final Set<String> REASONS = Set.of("reason");

  private static final char QUOTE = '\'';

  private final Forgotten forgotten;

  ErasureRule(Forgotten forgotten) {
    this.forgotten = forgotten;
  }

  /** The columns that tell whether a row is touched; null where none can. */
  MessageType telling(MessageType schema) {
    List<Type> columns =
        schema.getFields().stream()
            .filter(ErasureRule::isText)
            .filter(
                column ->
                    List.of(IDS, GROUPS, SAMPLES, REASONS).stream()
                        .anyMatch(names -> names.contains(column.getName())))
            .toList();
    return columns.isEmpty() ? null : new MessageType(schema.getName(), columns);
  }

  /** Keyed hashes of the forgotten items for which a row has to go; none where it stays. */
  List<String> removedFor(Group row) {
    List<String> found = new ArrayList<>();
    for (Type column : row.getType().getFields()) {
      named(column.getName(), text(row, column)).stream()
          .filter(forgotten::contains)
          .map(forgotten::hash)
          .forEach(found::add);
    }
    return found;
  }

  /** Whether a row that stays is changed. */
  boolean changes(Group row) {
    return row.getType().getFields().stream()
        .anyMatch(column -> text(row, column) != null && changed(row, column));
  }

  /** The row as it stays. */
  Group left(Group row) {
    if (!changes(row)) {
      return row;
    }
    SimpleGroup left = new SimpleGroup(row.getType());
    GroupType type = row.getType();
    for (int field = 0; field < type.getFieldCount(); field++) {
      Type column = type.getType(field);
      if (text(row, column) == null || !changed(row, column)) {
        copy(row, left, field);
      } else if (GROUPS.contains(column.getName())) {
        left.add(field, forgotten.standIn(text(row, column)));
      }
    }
    return left;
  }

  private boolean changed(Group row, Type column) {
    return (SAMPLES.contains(column.getName()) && !text(row, column).isEmpty())
        || (GROUPS.contains(column.getName()) && forgotten.contains(text(row, column)));
  }

  private static void copy(Group from, SimpleGroup to, int field) {
    Type type = from.getType().getType(field);
    for (int i = 0; i < from.getFieldRepetitionCount(field); i++) {
      if (!type.isPrimitive()) {
        to.add(field, from.getGroup(field, i));
        continue;
      }
      PrimitiveTypeName primitive = type.asPrimitiveType().getPrimitiveTypeName();
      switch (primitive) {
        case INT32 -> to.add(field, from.getInteger(field, i));
        case INT64 -> to.add(field, from.getLong(field, i));
        case FLOAT -> to.add(field, from.getFloat(field, i));
        case DOUBLE -> to.add(field, from.getDouble(field, i));
        case BOOLEAN -> to.add(field, from.getBoolean(field, i));
        case BINARY -> to.add(field, from.getBinary(field, i));
        default -> throw new IllegalStateException("No dataset has a column of type " + primitive);
      }
    }
  }

  /** The text of a column of texts; null where it is null or no text. */
  private static String text(Group row, Type column) {
    int field = row.getType().getFieldIndex(column.getName());
    return !isText(column) || row.getFieldRepetitionCount(field) == 0
        ? null
        : row.getBinary(field, 0).toStringUsingUTF8();
  }

  private static boolean isText(Type column) {
    return column instanceof PrimitiveType primitive
        && primitive.getPrimitiveTypeName() == PrimitiveTypeName.BINARY;
  }

  private static Set<String> named(String column, String value) {
    if (value == null) {
      return Set.of();
    }
    if (REASONS.contains(column)) {
      return quoted(value);
    }
    return IDS.contains(column) ? Set.of(value) : Set.of();
  }

  /**
   * What a sentence may quote. An id may hold quotes itself: a part begins at the first and ends at
   * any, or ends at the last and begins at any, or lies between two that follow each other.
   */
  private static Set<String> quoted(String sentence) {
    Set<String> parts = new TreeSet<>();
    int first = sentence.indexOf(QUOTE);
    int last = sentence.lastIndexOf(QUOTE);
    for (int from = first; from >= 0 && from < last; ) {
      int to = sentence.indexOf(QUOTE, from + 1);
      parts.add(sentence.substring(from + 1, to));
      parts.add(sentence.substring(first + 1, to));
      parts.add(sentence.substring(from + 1, last));
      from = to;
    }
    return parts;
  }
}
