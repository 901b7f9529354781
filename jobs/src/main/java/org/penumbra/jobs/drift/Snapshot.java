package org.penumbra.jobs.drift;

import org.penumbra.provenance.Input;

/** What a run is held against. */
public interface Snapshot {

  /** What it is known by. */
  Input input();

  /** Items drawn from it, each with the same chance, at most so many. */
  Drawn draw(int most);
}
