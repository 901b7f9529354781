package org.penumbra.simulate;

import java.util.List;
import java.util.SplittableRandom;
import org.penumbra.StableHash;

/** The stream of random choices behind one simulated ad, fixed by the seed and the ad's id. */
final class Draw {

  private final SplittableRandom random;

  Draw(long seed, String purpose, String id) {
    this.random = new SplittableRandom(StableHash.bits(seed, purpose, id));
  }

  /** One of some things, each as likely. */
  <T> T pick(List<T> things) {
    return things.get(random.nextInt(things.size()));
  }

  /** True with a given probability. */
  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  /** A uniform number in [0, 1). */
  double unit() {
    return random.nextDouble();
  }
}
