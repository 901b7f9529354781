package org.penumbra.pair;

import java.util.stream.IntStream;
import org.penumbra.StableHash;

/**
 * Parts by hash of the id. A positive is looked up in all of them, so that the search stays exact.
 *
 * @param parts how many, at least 1
 */
public record HashDivision(int parts) implements Division {

  private static final long SEED = 0;
  private static final String PURPOSE = "part";

  @Override
  public int partOf(String id, float[] vector) {
    return parts == 1 ? 0 : (int) (StableHash.unit(SEED, PURPOSE, id) * parts);
  }

  @Override
  public int[] partsFor(float[] positive) {
    return IntStream.range(0, parts).toArray();
  }

  @Override
  public boolean capped() {
    return false;
  }
}
