package org.penumbra.jobs;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.penumbra.jobs.data.RunData;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.jobs.state.Store;

/** A store that fails at the n-th exclusive put of a key that holds a part. */
record FailingStore(Store inner, String part, int failsAt, String message, AtomicInteger puts)
    implements Store {

  static Store at(Store inner, String part, int failsAt, String message) {
    return new FailingStore(inner, part, failsAt, message, new AtomicInteger());
  }

  /** A context whose stages meet the store. */
  static RunContext with(RunContext context, Store store) {
    return new RunContext(
        context.spark(),
        context.settings(),
        context.policy(),
        context.uri(),
        store,
        context.lease(),
        new RunData(context.spark(), store, context.uri(), context.lease()),
        context.progress(),
        context.repeat());
  }

  @Override
  public boolean putIfAbsent(String key, byte[] content) {
    if (key.contains(part) && puts.incrementAndGet() == failsAt) {
      throw new IllegalStateException(message);
    }
    return inner.putIfAbsent(key, content);
  }

  @Override
  public Optional<byte[]> read(String key) {
    return inner.read(key);
  }

  @Override
  public void put(String key, byte[] content) {
    inner.put(key, content);
  }

  @Override
  public List<String> list(String folder) {
    return inner.list(folder);
  }

  @Override
  public void delete(String key) {
    inner.delete(key);
  }

  @Override
  public boolean isConditional() {
    return inner.isConditional();
  }
}
