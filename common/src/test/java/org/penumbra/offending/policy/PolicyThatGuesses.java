package org.penumbra.offending.policy;

import java.util.Random;

/** Draws without a seed, talks and leaves. */
public final class PolicyThatGuesses {

  int number() {
    return new Random().nextInt();
  }

  double fraction() {
    return Math.random();
  }

  void tell() {
    System.out.println("a guess");
  }

  void leave() {
    System.exit(1);
  }
}
