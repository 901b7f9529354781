package org.penumbra.embed;

/** In which numbers an encoder multiplies. */
public enum Precision {
  /** Single precision, as models ship. */
  FP32,
  /** 8-bit integers, made of a single-precision model's weights when it is loaded. */
  INT8
}
