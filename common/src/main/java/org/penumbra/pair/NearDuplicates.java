package org.penumbra.pair;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.penumbra.Errors;
import org.penumbra.embed.Vectors;

/**
 * Collapses near-duplicates: items whose cosine similarity reaches a threshold (.97 by default).
 *
 * <p>Groups are connected components: if a is a near-duplicate of b and b of c, all three are one
 * group though a and c may lie further apart. That is the one definition that is exact, independent
 * of any order, and sure never to leave two near-duplicates in different groups, which a split
 * relies on; the price is that long chains of gradual changes collapse into one item.
 *
 * <p>All pairs are compared, but most on their first {@value #PREFIX} dimensions only: what the
 * others can still add is bounded by the product of their lengths (Cauchy-Schwarz), so skipping is
 * exact. 20,000 items take seconds; {@value #CAP} is the most one call accepts.
 */
public final class NearDuplicates {

  /** The most items compared in one call. */
  public static final int CAP = 50_000;

  private static final int PREFIX = 64;

  /** Columns that are compared with all rows up to their last: half of all pairs are left out. */
  private static final int BLOCK = 512;

  /** Far above the rounding error of a dot product of unit vectors. */
  private static final float SLACK = 1e-4f;

  private final double threshold;

  /** For a threshold in (0, 1]. */
  public NearDuplicates(double threshold) {
    this.threshold = threshold;
  }

  /** The default: cosine .97. */
  public static NearDuplicates standard() {
    return new NearDuplicates(0.97);
  }

  /** Whether two unit vectors belong to near-duplicates. */
  public boolean near(float[] a, float[] b) {
    return !farAlready(a, b) && Vectors.dot(a, b) >= threshold;
  }

  /** The squared distance, 2 - 2 x cosine, only grows with the dimensions: most pairs end early. */
  private boolean farAlready(float[] a, float[] b) {
    double most = 2 - 2 * threshold + 2 * SLACK;
    double squares = 0;
    for (int d = 0; d < a.length && squares <= most; d++) {
      double difference = a[d] - b[d];
      squares += difference * difference;
    }
    return squares > most;
  }

  /** Whether a vector is a near-duplicate of any of some others. */
  public boolean nearAny(float[] vector, Collection<float[]> others) {
    return others.stream().anyMatch(other -> near(vector, other));
  }

  /**
   * Each item's representative, the smallest id of its group, by item id; an item without
   * near-duplicates represents itself.
   */
  public SortedMap<String, String> representatives(List<EmbeddedItem> items) {
    if (items.size() > CAP) {
      throw Errors.tooManyForDuplicates(items.size(), CAP);
    }
    List<EmbeddedItem> sorted =
        items.stream().sorted(Comparator.comparing(EmbeddedItem::id)).toList();
    Components components = new Components(sorted.size());
    if (!sorted.isEmpty()) {
      ExactNeighbours.requireLength(sorted, sorted.get(0).vector().length);
      join(ExactNeighbours.rows(sorted), components);
    }
    SortedMap<String, String> representatives = new TreeMap<>();
    for (int i = 0; i < sorted.size(); i++) {
      representatives.put(sorted.get(i).id(), sorted.get(components.smallest(i)).id());
    }
    return representatives;
  }

  /**
   * The near-duplicates that some items have among others, by item id; an item without any is left
   * out.
   *
   * @param items at most {@value #CAP}
   * @param others any number, none of them among the items
   */
  public SortedMap<String, SortedSet<String>> among(
      List<EmbeddedItem> items, List<EmbeddedItem> others) {
    if (items.size() > CAP) {
      throw Errors.tooManyForDuplicates(items.size(), CAP);
    }
    SortedMap<String, SortedSet<String>> found = new TreeMap<>();
    if (items.isEmpty() || others.isEmpty()) {
      return found;
    }
    int length = items.get(0).vector().length;
    ExactNeighbours.requireLength(items, length);
    ExactNeighbours.requireLength(others, length);
    float[][] rows = ExactNeighbours.rows(items);
    float[][] columns = ExactNeighbours.rows(others);
    int prefix = Math.min(PREFIX, length);
    float[] rest = lengthsFrom(prefix, rows);
    float[] columnRest = lengthsFrom(prefix, columns);
    float[][] heads = heads(rows, prefix);
    for (int from = 0; from < columns.length; from += BLOCK) {
      int start = from;
      int to = Math.min(from + BLOCK, columns.length);
      Vectors.products(
          heads,
          heads(Arrays.copyOfRange(columns, from, to), prefix),
          (i, first, products, count) -> {
            for (int c = 0; c < count; c++) {
              int j = start + first + c;
              boolean possible = products[c] + rest[i] * columnRest[j] >= threshold - SLACK;
              if (possible && near(rows[i], columns[j])) {
                found
                    .computeIfAbsent(items.get(i).id(), id -> new TreeSet<>())
                    .add(others.get(j).id());
              }
            }
          });
    }
    return found;
  }

  private void join(float[][] rows, Components components) {
    int prefix = Math.min(PREFIX, rows[0].length);
    float[] rest = lengthsFrom(prefix, rows);
    float[][] heads = heads(rows, prefix);
    for (int from = 0; from < rows.length; from += BLOCK) {
      int start = from;
      int to = Math.min(from + BLOCK, rows.length);
      Vectors.products(
          Arrays.copyOf(heads, to),
          Arrays.copyOfRange(heads, from, to),
          (i, first, products, count) -> {
            for (int c = Math.max(0, i + 1 - start - first); c < count; c++) {
              int j = start + first + c;
              boolean possible = products[c] + rest[i] * rest[j] >= threshold - SLACK;
              if (possible && components.apart(i, j) && near(rows[i], rows[j])) {
                components.join(i, j);
              }
            }
          });
    }
  }

  private static float[][] heads(float[][] rows, int prefix) {
    float[][] heads = new float[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      heads[i] = Arrays.copyOf(rows[i], prefix);
    }
    return heads;
  }

  private static float[] lengthsFrom(int dimension, float[][] rows) {
    float[] lengths = new float[rows.length];
    for (int i = 0; i < rows.length; i++) {
      lengths[i] = lengthFrom(dimension, rows[i]);
    }
    return lengths;
  }

  private static float lengthFrom(int dimension, float[] row) {
    double squares = 0;
    for (int d = dimension; d < row.length; d++) {
      squares += (double) row[d] * row[d];
    }
    return (float) Math.sqrt(squares);
  }

  /** Union-find in which a component's root is its smallest member. */
  private static final class Components {
    private final int[] parents;

    Components(int size) {
      parents = new int[size];
      for (int i = 0; i < size; i++) {
        parents[i] = i;
      }
    }

    int smallest(int member) {
      int root = member;
      while (parents[root] != root) {
        parents[root] = parents[parents[root]];
        root = parents[root];
      }
      return root;
    }

    boolean apart(int a, int b) {
      return smallest(a) != smallest(b);
    }

    void join(int a, int b) {
      int rootA = smallest(a);
      int rootB = smallest(b);
      parents[Math.max(rootA, rootB)] = Math.min(rootA, rootB);
    }
  }
}
