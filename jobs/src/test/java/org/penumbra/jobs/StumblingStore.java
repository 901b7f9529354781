package org.penumbra.jobs;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.penumbra.jobs.state.Store;

/** A store that dies at the n-th change to a key that holds a part: before it, or right after. */
record StumblingStore(Store inner, String part, int diesAt, Moment moment, AtomicInteger changes)
    implements Store {

  enum Moment {
    BEFORE,
    AFTER
  }

  static StumblingStore at(Store inner, String part, int diesAt, Moment moment) {
    return new StumblingStore(inner, part, diesAt, moment, new AtomicInteger());
  }

  @Override
  public Optional<byte[]> read(String key) {
    return inner.read(key);
  }

  @Override
  public boolean putIfAbsent(String key, byte[] content) {
    boolean dies = dies(key);
    boolean put = inner.putIfAbsent(key, content);
    die(dies);
    return put;
  }

  @Override
  public void put(String key, byte[] content) {
    boolean dies = dies(key);
    inner.put(key, content);
    die(dies);
  }

  @Override
  public List<String> list(String folder) {
    return inner.list(folder);
  }

  @Override
  public void delete(String key) {
    boolean dies = dies(key);
    inner.delete(key);
    die(dies);
  }

  @Override
  public boolean isConditional() {
    return inner.isConditional();
  }

  private boolean dies(String key) {
    boolean now = key.contains(part) && changes.incrementAndGet() == diesAt;
    die(now && moment == Moment.BEFORE);
    return now;
  }

  private static void die(boolean now) {
    if (now) {
      throw new IllegalStateException("killed");
    }
  }
}
