package org.penumbra.jobs.drift;

import org.apache.hadoop.conf.Configuration;
import org.penumbra.Errors;
import org.penumbra.jobs.scan.CorpusInput;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.jobs.state.Stores;
import org.penumbra.settings.EmbedderSettings;

/** Finds what an address names: another run, or files of texts. */
public final class Snapshots {

  /** No token of a natural language is longer, on average over a window. */
  private static final int CHARACTERS_PER_TOKEN = 16;

  private Snapshots() {}

  /**
   * What is at an address.
   *
   * @throws org.penumbra.UserException where it cannot be read, or its texts not be encoded
   */
  public static Snapshot at(RunContext context, String address) {
    EmbedderSettings embedder = context.settings().embedder();
    if (embedder.kind() == EmbedderSettings.Kind.GIVEN) {
      throw Errors.driftNeedsFiles();
    }
    int characters =
        embedder.kind() == EmbedderSettings.Kind.HTTP
            // The server is sent what a scan would send it, whose answer may be there.
            ? Integer.MAX_VALUE
            : embedder.maxTokens() * embedder.maxWindows() * CHARACTERS_PER_TOKEN;
    Configuration hadoop = context.spark().sparkContext().hadoopConfiguration();
    if (isPlain(address) && RunSnapshot.isAt(context, address)) {
      return new RunSnapshot(context, Stores.root(address, hadoop), characters);
    }
    if (!CorpusInput.isFiles(context.settings().corpus())) {
      throw Errors.driftNeedsFiles();
    }
    return new CorpusSnapshot(context, address, characters);
  }

  /** A text's first characters, no surrogate pair cut. */
  static String beginning(String text, int characters) {
    if (text.length() <= characters) {
      return text;
    }
    boolean cutsPair = Character.isHighSurrogate(text.charAt(characters - 1));
    return text.substring(0, cutsPair ? characters - 1 : characters);
  }

  /** A glob names no run, and may be no address at all. */
  private static boolean isPlain(String address) {
    return address.chars().noneMatch(character -> "*?[{".indexOf(character) >= 0);
  }
}
