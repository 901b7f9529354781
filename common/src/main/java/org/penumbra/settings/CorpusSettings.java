package org.penumbra.settings;

import java.util.Set;

/**
 * Where the texts are and how they are cut into pieces of work.
 *
 * @param uri path or URI of files, globs allowed; null when unset
 * @param format auto, parquet, jsonl, csv, text or a Spark data source
 * @param table a Spark table; null when unset
 * @param where SQL condition on rows; null for all
 * @param id column of the id; null to hash the text
 * @param text column of the text
 * @param group column of the group; null when there is none
 * @param language column of the language; null when there is none
 * @param shardSize input per shard
 * @param maxShards most shards of a plan
 * @param maxTextSize largest text, in bytes of UTF-8; larger ones are rejects
 * @param waveShards shards per wave
 */
public record CorpusSettings(
    String uri,
    String format,
    String table,
    String where,
    String id,
    String text,
    String group,
    String language,
    DataSize shardSize,
    int maxShards,
    DataSize maxTextSize,
    int waveShards) {

  /** Formats whose bytes are cut by our own readers, which know no SQL. */
  private static final Set<String> WITHOUT_CONDITIONS = Set.of("auto", "jsonl", "csv", "text");

  static CorpusSettings read(SettingsReader reader) {
    CorpusSettings corpus =
        new CorpusSettings(
            reader.optionalUri("corpus.uri"),
            reader.text("corpus.format"),
            reader.optionalText("corpus.table"),
            reader.optionalText("corpus.where"),
            reader.optionalText("corpus.id"),
            reader.text("corpus.text"),
            reader.optionalText("corpus.group"),
            reader.optionalText("corpus.language"),
            reader.size("corpus.shard-size"),
            reader.atLeast(1, "corpus.max-shards"),
            reader.size("corpus.max-text-size"),
            reader.atLeast(1, "corpus.wave-shards"));
    if (corpus.where != null
        && corpus.table == null
        && WITHOUT_CONDITIONS.contains(corpus.format)) {
      reader.conflict(
          "a condition needs corpus.table, or a corpus.format that Spark reads, such as parquet",
          "corpus.where",
          "corpus.format");
    }
    return corpus;
  }

  /** The same columns in files that lie elsewhere. */
  public CorpusSettings at(String otherUri) {
    return new CorpusSettings(
        otherUri,
        format,
        table,
        where,
        id,
        text,
        group,
        language,
        shardSize,
        maxShards,
        maxTextSize,
        waveShards);
  }
}
