package org.penumbra.study.summary;

/** How judgements are laid out along an axis. */
public enum Scale {
  LINEAR,
  LOG
}
