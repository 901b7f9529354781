package org.penumbra.study;

/** How judgements are laid out along an axis. */
public enum Scale {
  LINEAR,
  LOG
}
