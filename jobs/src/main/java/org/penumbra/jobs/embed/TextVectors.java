package org.penumbra.jobs.embed;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.penumbra.Errors;
import org.penumbra.embed.EncodedText;
import org.penumbra.embed.TextEncoder;
import org.penumbra.jobs.data.Chunked;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.spark.EncoderSpec;

/** Encodes texts a chunk at a time. */
public final class TextVectors {

  private static final int CHUNK_ROWS = 1024;
  private static final int CHUNK_CHARACTERS = 1 << 22;

  private TextVectors() {}

  /**
   * Vectors of items, in the schema of the embeddings.
   *
   * @param items with columns id and text
   */
  public static Dataset<Row> of(Dataset<Row> items, EncoderSpec spec) {
    MapPartitionsFunction<Row, Row> encode =
        rows -> new Chunks(rows, org.penumbra.jobs.spark.Encoders.of(spec));
    return items
        .select("id", "text")
        .mapPartitions(encode, Encoders.row(RunDataset.EMBEDDINGS.schema()));
  }

  private static final class Chunks extends Chunked<Row> {

    private final Iterator<Row> items;
    private final TextEncoder encoder;

    Chunks(Iterator<Row> items, TextEncoder encoder) {
      this.items = items;
      this.encoder = encoder;
    }

    @Override
    protected List<Row> chunk() {
      List<String> ids = new ArrayList<>();
      List<String> texts = new ArrayList<>();
      int characters = 0;
      while (items.hasNext() && ids.size() < CHUNK_ROWS && characters < CHUNK_CHARACTERS) {
        Row item = items.next();
        ids.add(item.getString(0));
        texts.add(item.getString(1));
        characters += item.getString(1).length();
      }
      List<EncodedText> vectors = encoder.encode(texts);
      List<Row> encoded = new ArrayList<>(ids.size());
      for (int i = 0; i < ids.size(); i++) {
        EncodedText vector = vectors.get(i);
        if (vector == null) {
          throw Errors.noVector("item " + ids.get(i));
        }
        encoded.add(RowFactory.create(ids.get(i), vector.vector(), vector.windows()));
      }
      return encoded;
    }
  }
}
