package org.penumbra.jobs.scan;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.penumbra.jobs.corpus.CorpusColumns;
import org.penumbra.jobs.corpus.CorpusFile;
import org.penumbra.jobs.corpus.CorpusFiles;
import org.penumbra.jobs.corpus.CorpusFormat;
import org.penumbra.jobs.corpus.CorpusSchemaCheck;
import org.penumbra.jobs.corpus.ReadSpec;
import org.penumbra.jobs.corpus.Shard;
import org.penumbra.jobs.corpus.ShardOpener;
import org.penumbra.jobs.corpus.ShardPlan;
import org.penumbra.settings.CorpusSettings;

/** A corpus of files, as the settings name it. */
public final class CorpusInput {

  private static final String AUTO = "auto";
  private static final Set<String> FILE_FORMATS = Set.of(AUTO, "parquet", "jsonl", "csv", "text");

  private final CorpusSettings settings;
  private final Configuration hadoop;
  private final CorpusFiles listing;

  public CorpusInput(CorpusSettings settings, Configuration hadoop) {
    this(settings, hadoop, new CorpusFiles(hadoop));
  }

  private CorpusInput(CorpusSettings settings, Configuration hadoop, CorpusFiles listing) {
    this.settings = settings;
    this.hadoop = hadoop;
    this.listing = listing;
  }

  /**
   * Files that an option names, with the columns of the settings' corpus.
   *
   * @param option for messages
   */
  public static CorpusInput of(
      CorpusSettings columns, String option, String uri, Configuration hadoop) {
    return new CorpusInput(columns.at(uri), hadoop, new CorpusFiles(hadoop, option));
  }

  /** Whether our readers read it; otherwise it is a table or source of Spark's. */
  public static boolean isFiles(CorpusSettings settings) {
    return settings.table() == null
        && settings.where() == null
        && FILE_FORMATS.contains(settings.format());
  }

  /** The files of the corpus, sorted. */
  public List<CorpusFile> files() {
    return listing.list(settings.uri());
  }

  /**
   * The shards of some files, in a fixed order. The first file is asked for the named columns, so
   * that a wrong name ends the run before any work; a file unlike the others fails in its task.
   *
   * @throws org.penumbra.UserException where the first file lacks a column
   */
  public List<Shard> shards(List<CorpusFile> files, ShardOpener opener) {
    CorpusFormat format =
        settings.format().equals(AUTO)
            ? CorpusFormat.detect(files)
            : CorpusFormat.valueOf(settings.format().toUpperCase(Locale.ROOT));
    new CorpusSchemaCheck(hadoop, opener).check(files.stream().limit(1).toList(), format, spec());
    return new ShardPlan(settings.shardSize().bytes(), settings.maxShards()).plan(files, format);
  }

  /** What to read of each row. */
  public ReadSpec spec() {
    return new ReadSpec(
        new CorpusColumns(settings.id(), settings.text(), settings.group(), settings.language()),
        (int) Math.min(Integer.MAX_VALUE, settings.maxTextSize().bytes()));
  }
}
