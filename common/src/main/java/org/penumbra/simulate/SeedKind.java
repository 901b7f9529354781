package org.penumbra.simulate;

/** What a seed sentence is under the policy. */
public enum SeedKind {
  VIOLATING,
  JUST_VIOLATING,
  JUST_FINE,
  FINE
}
