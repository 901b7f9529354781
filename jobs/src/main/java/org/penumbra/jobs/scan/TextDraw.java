package org.penumbra.jobs.scan;

import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.penumbra.StableHash;
import org.penumbra.jobs.corpus.CorpusRow;
import org.penumbra.jobs.corpus.ShardReader;

/**
 * Draws texts by hash; what was forgotten is never drawn.
 *
 * @param purpose what they are drawn for
 * @param seed of the draw
 */
record TextDraw(String purpose, long seed) implements Serializable {

  private static final Comparator<Drawn> SMALLEST_FIRST =
      Comparator.comparingLong(Drawn::hash).thenComparing(Drawn::text);

  /** A text and its hash. */
  record Drawn(long hash, String text) implements Serializable {}

  /**
   * The texts of a part with the smallest hashes.
   *
   * @param texts in no order
   * @param complete whether they are all that the part has
   */
  record OfPart(List<Drawn> texts, boolean complete) implements Serializable {

    /** Below it no text of the part is missing. */
    private long knownBelow() {
      return complete
          ? Long.MAX_VALUE
          : texts.stream().mapToLong(Drawn::hash).max().orElse(Long.MIN_VALUE);
    }
  }

  /** The start of a text, as far as it is drawn; no character is torn. */
  static String start(String text) {
    int end = Math.min(text.length(), Source.DRAWN_CHARACTERS);
    boolean torn = end < text.length() && Character.isHighSurrogate(text.charAt(end - 1));
    return text.substring(0, torn ? end - 1 : end);
  }

  /** What a text is known by, once it is drawn. */
  static String hash(String text) {
    return StableHash.id128(start(text));
  }

  /**
   * Of a part, so many texts with the smallest hashes.
   *
   * @param forgotten tells by id, which may be null, and text what never comes back
   */
  OfPart of(ShardReader rows, int most, BiPredicate<String, String> forgotten) {
    PriorityQueue<Drawn> drawn = new PriorityQueue<>(SMALLEST_FIRST.reversed());
    boolean complete = true;
    while (rows.hasNext()) {
      CorpusRow row = rows.next();
      if (!row.rejected() && !forgotten.test(row.id(), row.text())) {
        String start = start(row.text());
        drawn.add(new Drawn(StableHash.bits(seed, purpose, start), start));
        if (drawn.size() > most) {
          drawn.remove();
          complete = false;
        }
      }
    }
    return new OfPart(List.copyOf(drawn), complete);
  }

  /**
   * Of all parts, the texts with the smallest hashes, at most so many. Where a part may miss one,
   * no more are taken of the others: then each text has the same chance, wherever it lies.
   */
  static List<String> smallest(List<OfPart> parts, int most) {
    long below = parts.stream().mapToLong(OfPart::knownBelow).min().orElse(Long.MIN_VALUE);
    Stream<Drawn> all = parts.stream().flatMap(part -> part.texts().stream());
    return all.filter(drawn -> drawn.hash() <= below)
        .sorted(SMALLEST_FIRST)
        .limit(most)
        .map(Drawn::text)
        .toList();
  }
}
