package org.penumbra.jobs.state;

import java.util.List;
import java.util.Optional;

/**
 * The small objects that say how far a run has come, behind one interface, so that the protocol is
 * tested without Spark. Keys are relative to the run, with {@code /} between their parts.
 */
public interface Store {

  /** The object's content, empty when there is none. Never a torn one. */
  Optional<byte[]> read(String key);

  /** Puts the object unless one is there already; whether it was put. One of two racers wins. */
  boolean putIfAbsent(String key, byte[] content);

  /** Puts the object whole, over an older one if there is one. */
  void put(String key, byte[] content);

  /** Names of objects and folders directly below a folder, sorted; empty when it does not exist. */
  List<String> list(String folder);

  /** Deletes an object, or a folder and all below it; nothing happens when it does not exist. */
  void delete(String key);

  /** Whether {@link #putIfAbsent} holds between machines, or only by the promise of one writer. */
  boolean isConditional();
}
