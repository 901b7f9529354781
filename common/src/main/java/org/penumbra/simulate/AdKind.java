package org.penumbra.simulate;

/**
 * What an ad is under the policy, and the share of such ads: 5 % violate, half of them just so, and
 * about as many again are just fine, be it by their own claim or because they warn of another's.
 */
enum AdKind {
  VIOLATING(1, false, .025),
  JUST_VIOLATING(1, true, .025),
  JUST_FINE(0, true, .025),
  WARNING(0, true, .02),
  FINE(0, false, .905);

  private final int truth;
  private final boolean borderline;
  private final double share;

  AdKind(int truth, boolean borderline, double share) {
    this.truth = truth;
    this.borderline = borderline;
    this.share = share;
  }

  /** The hidden label: 1 violates, 0 is fine. */
  int truth() {
    return truth;
  }

  /** Whether it lies close to the line, where raters err most. */
  boolean borderline() {
    return borderline;
  }

  /** Whether ads of this kind are made from seeds of that one. */
  boolean madeFrom(SeedKind kind) {
    return switch (this) {
      case VIOLATING -> kind == SeedKind.VIOLATING;
      case JUST_VIOLATING -> kind == SeedKind.JUST_VIOLATING;
      case WARNING -> kind == SeedKind.VIOLATING || kind == SeedKind.JUST_VIOLATING;
      case JUST_FINE -> kind == SeedKind.JUST_FINE;
      case FINE -> kind == SeedKind.FINE;
    };
  }

  /** The kind that holds a point of [0, 1) when the kinds' shares are laid end to end. */
  static AdKind at(double point) {
    double end = 0;
    for (AdKind kind : values()) {
      end += kind.share;
      if (point < end) {
        return kind;
      }
    }
    return FINE;
  }
}
