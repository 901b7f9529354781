package org.penumbra.embed;

/** Where an encoder runs. */
public enum Device {
  /** On this processor's cores, one thread per caller. */
  CPU,
  /** On the first GPU that the process sees, by CUDA; needs a build with {@code -Pcuda}. */
  CUDA
}
