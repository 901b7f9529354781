package org.penumbra.embed;

import java.util.List;

/** Turns texts into unit vectors. Safe to be used by several threads at once. */
public interface TextEncoder extends AutoCloseable {

  /** The length of every vector. */
  int dimension();

  /**
   * One result per text, in the order of the texts. Empty texts have a vector too; a text that a
   * server refuses has none: null.
   */
  List<EncodedText> encode(List<String> texts);

  /** Gives native memory back; no call may be under way. */
  @Override
  void close();
}
