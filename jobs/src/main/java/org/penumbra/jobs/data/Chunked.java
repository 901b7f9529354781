package org.penumbra.jobs.data;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;

/**
 * Hands out results one by one while working a chunk at a time, so that memory is bounded by the
 * chunk and batches are large enough to be fast.
 *
 * @param <T> a result
 */
public abstract class Chunked<T> implements Iterator<T> {

  private final Queue<T> ready = new ArrayDeque<>();

  /** The results of the next chunk; none when all is done. A chunk may not be empty before that. */
  protected abstract List<T> chunk();

  @Override
  public final boolean hasNext() {
    if (ready.isEmpty()) {
      ready.addAll(chunk());
    }
    return !ready.isEmpty();
  }

  @Override
  public final T next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return ready.remove();
  }
}
