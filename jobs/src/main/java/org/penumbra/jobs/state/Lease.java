package org.penumbra.jobs.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.penumbra.Errors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One writer per run.
 *
 * <p>Each owner holds a numbered epoch, won by an exclusive put of the epoch's object. Its
 * heartbeat is a counter: another process takes the next epoch when the counter has stood still for
 * the expiry by its own clock (so skewed clocks do no harm), at once when the owner was a process
 * of this machine that is gone. An owner checks before each manifest that its epoch is still the
 * newest: that fences one that comes back from the dead.
 */
public final class Lease implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Lease.class);

  private static final String FOLDER = "_state/lease";

  private final Store store;
  private final long epoch;
  private final ScheduledExecutorService heart;
  private long beats;

  private Lease(Store store, long epoch) {
    this.store = store;
    this.epoch = epoch;
    this.heart =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "penumbra-lease");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Takes the lease; waits at most the expiry for an owner that may be dead. */
  public static Lease acquire(Store store, LeaseOwner me, Duration heartbeat, Duration expiry) {
    while (true) {
      long newest = newestEpoch(store);
      if (newest > 0 && !released(store, newest)) {
        LeaseOwner owner = owner(store, newest);
        if (!owner.isGoneFrom(me) && beatsWithin(store, newest, expiry)) {
          throw Errors.runIsBusy(owner.application(), owner.host(), owner.process());
        }
      }
      if (store.putIfAbsent(path("epoch", newest + 1), Json.write(me))) {
        Lease lease = new Lease(store, newest + 1);
        lease.beat();
        long every = heartbeat.toMillis();
        var unused =
            lease.heart.scheduleAtFixedRate(lease::beatOrMiss, every, every, TimeUnit.MILLISECONDS);
        return lease;
      }
    }
  }

  /** Who holds the lease, for those who only look: nothing is waited for. Empty for nobody. */
  public static Optional<LeaseHolder> holder(Store store) {
    long newest = newestEpoch(store);
    if (newest == 0 || released(store, newest)) {
      return Optional.empty();
    }
    Optional<Instant> heartbeat =
        store.read(path("heartbeat", newest)).flatMap(beat -> time(new String(beat, UTF_8)));
    return Optional.of(new LeaseHolder(owner(store, newest), heartbeat));
  }

  /** Earlier versions wrote the counter alone. */
  private static Optional<Instant> time(String heartbeat) {
    int gap = heartbeat.indexOf(' ');
    try {
      return gap < 0 ? Optional.empty() : Optional.of(Instant.parse(heartbeat.substring(gap + 1)));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** The epoch held, from 1. */
  public long epoch() {
    return epoch;
  }

  /** Fails unless this is still the newest epoch. */
  public void check() {
    if (!isHeld()) {
      throw Errors.leaseLost(epoch, newestEpoch(store));
    }
  }

  /** Whether this is still the newest epoch. */
  public boolean isHeld() {
    return newestEpoch(store) == epoch;
  }

  @Override
  public void close() {
    heart.shutdownNow();
    store.put(path("released", epoch), new byte[0]);
  }

  /** A store that fails once must not stop the heart: a schedule ends with its first exception. */
  private void beatOrMiss() {
    try {
      beat();
    } catch (UncheckedIOException e) {
      LOG.warn("The heartbeat of the run's lease failed; it is tried again", e);
    }
  }

  /** The counter is what others watch; the time is for people. */
  private void beat() {
    beats++;
    store.put(path("heartbeat", epoch), (beats + " " + Instant.now()).getBytes(UTF_8));
  }

  private static boolean beatsWithin(Store store, long epoch, Duration expiry) {
    Optional<byte[]> before = store.read(path("heartbeat", epoch));
    long deadline = System.nanoTime() + expiry.toNanos();
    long pause = Math.max(1, Math.min(expiry.toMillis() / 20, 1000));
    while (System.nanoTime() < deadline) {
      pause(pause);
      Optional<byte[]> now = store.read(path("heartbeat", epoch));
      boolean moved = now.isPresent() && !Arrays.equals(now.get(), before.orElse(null));
      if (moved) {
        return true;
      }
      if (released(store, epoch) || newestEpoch(store) != epoch) {
        return false;
      }
    }
    return false;
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for the run's lease", e);
    }
  }

  private static LeaseOwner owner(Store store, long epoch) {
    return Json.read(store.read(path("epoch", epoch)).orElseThrow(), LeaseOwner.class);
  }

  private static boolean released(Store store, long epoch) {
    return store.read(path("released", epoch)).isPresent();
  }

  private static long newestEpoch(Store store) {
    List<String> epochs =
        store.list(FOLDER).stream().filter(name -> name.startsWith("epoch-")).toList();
    return epochs.isEmpty() ? 0 : Long.parseLong(epochs.get(epochs.size() - 1).substring(6));
  }

  private static String path(String kind, long epoch) {
    return FOLDER + "/" + kind + "-" + String.format("%09d", epoch);
  }
}
