package org.penumbra.jobs.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.penumbra.Errors;
import org.penumbra.StableHash;

/**
 * A file of ids that a person wrote: CSV (.csv, .tsv) with a column item_id or id, JSON lines
 * (.jsonl, .ndjson, .json) with such a field, else text with one id a line. Blank lines are
 * skipped.
 *
 * @param names item ids, or hashes of texts (32 hexadecimal digits)
 * @param hash of the names, whatever their order: 32 hexadecimal digits
 */
public record IdList(SortedSet<String> names, String hash) {

  private static final Pattern TEXT_HASH = Pattern.compile("[0-9a-f]{32}");

  /** A list of some names. */
  public static IdList of(SortedSet<String> names) {
    return new IdList(names, StableHash.id128(String.join("\n", names)));
  }

  /**
   * Reads a list.
   *
   * @param setting the setting or option that names it, for messages
   * @throws org.penumbra.UserException where it cannot be read
   */
  public static IdList read(String setting, String uri, Configuration hadoop) {
    try (InputStream in = IdLines.open(uri, hadoop)) {
      return of(IdLines.of(uri, in).collect(Collectors.toCollection(TreeSet::new)));
    } catch (UncheckedIOException e) {
      throw Errors.idsUnreadable(setting, uri, IdLines.cause(e).getMessage());
    } catch (IOException | IllegalArgumentException e) {
      throw Errors.idsUnreadable(setting, uri, e.getMessage());
    }
  }

  /** Those of the names that can be hashes of texts. */
  public SortedSet<String> textHashes() {
    SortedSet<String> hashes = new TreeSet<>(names);
    hashes.removeIf(name -> !canBeTextHash(name));
    return hashes;
  }

  static boolean canBeTextHash(String name) {
    return TEXT_HASH.matcher(name).matches();
  }
}
