package org.penumbra.label;

import java.util.Collection;
import java.util.SortedMap;
import java.util.function.Consumer;

/** How several raters' answers become one. */
public interface ConsensusRule {

  /**
   * The consensus by item id; items without one are left out.
   *
   * @param cautions told what must be said of it
   */
  SortedMap<String, Answer> of(Collection<ExpertLabel> labels, Consumer<String> cautions);

  /** The rule as people write it. */
  String wireName();
}
