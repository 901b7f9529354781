package org.penumbra.label;

import java.util.Collection;
import java.util.SortedMap;

/** How several raters' answers become one. */
public interface ConsensusRule {

  /** The consensus by item id; items without one are left out. */
  SortedMap<String, Answer> of(Collection<ExpertLabel> labels);

  /** The rule as people write it. */
  String wireName();
}
