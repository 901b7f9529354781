package org.penumbra.jobs.forget;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.schema.MessageType;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.penumbra.jobs.data.ParquetFiles;

/** What a task does to find forgotten items in a file: it reads the columns that can name one. */
final class TraceFinder implements FlatMapFunction<WaveFile, Trace> {

  private final SerializableConfiguration hadoop;
  private final Broadcast<ErasureRule> shared;

  TraceFinder(SerializableConfiguration hadoop, Broadcast<ErasureRule> shared) {
    this.hadoop = hadoop;
    this.shared = shared;
  }

  /** The trace, or nothing. */
  @Override
  public Iterator<Trace> call(WaveFile file) throws IOException {
    ErasureRule rule = shared.value();
    Path path = new Path(file.uri());
    MessageType telling;
    try (ParquetFileReader reader = ParquetFiles.open(path, hadoop.value())) {
      telling = rule.telling(reader.getFileMetaData().getSchema());
    }
    if (telling == null) {
      return List.<Trace>of().iterator();
    }
    Configuration projected = new Configuration(hadoop.value());
    projected.set(ReadSupport.PARQUET_READ_SCHEMA, telling.toString());
    long removed = 0;
    long changed = 0;
    SortedSet<String> found = new TreeSet<>();
    try (ParquetReader<Group> rows = ParquetFiles.rows(path, projected)) {
      for (Group row = rows.read(); row != null; row = rows.read()) {
        List<String> names = rule.removedFor(row);
        found.addAll(names);
        removed += names.isEmpty() ? 0 : 1;
        changed += names.isEmpty() && rule.changes(row) ? 1 : 0;
      }
    }
    return removed + changed == 0
        ? List.<Trace>of().iterator()
        : List.of(new Trace(file, removed, changed, found)).iterator();
  }
}
