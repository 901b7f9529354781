package org.penumbra.jobs.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.penumbra.UserException;

class LeaseTest {

  private static final Duration HEARTBEAT = Duration.ofMillis(20);
  private static final Duration EXPIRY = Duration.ofMillis(400);
  private static final Duration LONG = Duration.ofMinutes(10);

  /** Whether its process lives cannot be told from here. */
  private static final LeaseOwner ELSEWHERE = new LeaseOwner("app-far", "far", 4711, 1L);

  private static final LeaseOwner ME = LeaseOwner.here("app-me");

  @TempDir private Path folder;

  private SwitchedStore store;

  @BeforeEach
  void open() {
    store = new SwitchedStore(new LocalStore(folder));
  }

  @Test
  void refusesASecondOwnerWhileTheFirstOnesHeartBeats() {
    try (Lease first = acquire(ELSEWHERE)) {
      assertThatThrownBy(() -> acquire(ME))
          .isInstanceOf(UserException.class)
          .hasMessage(
              "Cannot write to the run: app-far (process 4711 on far) is at work on it. Wait until"
                  + " it ends, or stop it.");
      assertThatCode(first::check).doesNotThrowAnyException();
    }
  }

  @Test
  void refusesASecondOwnerInTheSameProcess() {
    try (Lease first = acquire(ME)) {
      assertThatThrownBy(() -> acquire(ME)).isInstanceOf(UserException.class);
      assertThat(first.epoch()).isEqualTo(1);
    }
  }

  @Test
  void isFreeOnceReleasedWithoutAWait() {
    acquire(ELSEWHERE).close();

    long start = System.nanoTime();
    try (Lease second = Lease.acquire(store, ME, HEARTBEAT, LONG)) {
      assertThat(second.epoch()).isEqualTo(2);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void isTakenOverOnceTheHeartbeatHasStoodStillForTheExpiry() {
    try (Lease first = acquire(ELSEWHERE)) {
      store.stopHeart(1);

      long start = System.nanoTime();
      try (Lease second = acquire(ME)) {
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(EXPIRY);
        assertThat(second.epoch()).isEqualTo(2);
        assertThatCode(second::check).doesNotThrowAnyException();
        assertThatThrownBy(first::check)
            .isInstanceOf(UserException.class)
            .hasMessage(
                "Cannot go on writing: this process holds epoch 1 of the run, but another has taken"
                    + " epoch 2. Nothing is lost; call the command again if the other ended.");
      }
    }
  }

  @Test
  void isTakenOverAtOnceFromAProcessOfThisMachineThatIsGone() throws Exception {
    Process process = new ProcessBuilder("true").start();
    LeaseOwner owner =
        new LeaseOwner(
            "app-gone",
            ME.host(),
            process.pid(),
            process.info().startInstant().map(java.time.Instant::toEpochMilli).orElse(0L));
    process.waitFor();
    var unused = Lease.acquire(store, owner, LONG, LONG);

    long start = System.nanoTime();
    try (Lease second = Lease.acquire(store, ME, HEARTBEAT, LONG)) {
      assertThat(second.epoch()).isEqualTo(2);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void isTakenOverAtOnceFromAProcessWhoseIdAnotherHasNow() {
    LeaseOwner reused =
        new LeaseOwner("app-old", ME.host(), ME.process(), ME.started() - LONG.toMillis());
    var unused = Lease.acquire(store, reused, LONG, LONG);

    try (Lease second = Lease.acquire(store, ME, HEARTBEAT, LONG)) {
      assertThat(second.epoch()).isEqualTo(2);
    }
  }

  @Test
  void isNotTakenFromALivingProcessWhenTheClockWasSetByASecond() {
    LeaseOwner living = new LeaseOwner("app-living", ME.host(), ME.process(), ME.started() - 1000);
    try (Lease first = acquire(living)) {
      assertThatThrownBy(() -> acquire(ME)).isInstanceOf(UserException.class);
      assertThatCode(first::check).doesNotThrowAnyException();
    }
  }

  @Test
  void isNotTakenFromAnOwnerWhoseHeartMissesABeat() {
    try (Lease first = acquire(ELSEWHERE)) {
      store.failNextBeat();
      store.awaitFailure();

      assertThatThrownBy(() -> acquire(ME)).isInstanceOf(UserException.class);
      assertThatCode(first::check).doesNotThrowAnyException();
    }
  }

  @Test
  void growsItsEpochWithEachOwner() {
    List<Long> epochs = new ArrayList<>();
    for (int owner = 0; owner < 12; owner++) {
      try (Lease lease = acquire(ME)) {
        epochs.add(lease.epoch());
      }
    }
    assertThat(epochs).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L, 12L);
  }

  @Test
  void goesToOneOfManyWhoFindItFree() throws Exception {
    int racers = 8;
    ExecutorService threads = Executors.newFixedThreadPool(racers);
    CountDownLatch start = new CountDownLatch(1);
    List<Future<Optional<Lease>>> racing = new ArrayList<>();
    for (int racer = 0; racer < racers; racer++) {
      racing.add(
          threads.submit(
              () -> {
                start.await();
                try {
                  return Optional.of(acquire(ME));
                } catch (UserException busy) {
                  return Optional.<Lease>empty();
                }
              }));
    }
    start.countDown();

    List<Lease> held = new ArrayList<>();
    for (Future<Optional<Lease>> racer : racing) {
      racer.get().ifPresent(held::add);
    }
    threads.shutdown();

    assertThat(held).hasSize(1);
    held.get(0).check();
    held.forEach(Lease::close);
  }

  private Lease acquire(LeaseOwner owner) {
    return Lease.acquire(store, owner, HEARTBEAT, EXPIRY);
  }

  /** A store whose heartbeats can be held up or made to fail. */
  private static final class SwitchedStore implements Store {

    private final Store store;
    private final AtomicInteger stopped = new AtomicInteger();
    private final AtomicBoolean failing = new AtomicBoolean();
    private final CountDownLatch failed = new CountDownLatch(1);

    SwitchedStore(Store store) {
      this.store = store;
    }

    void stopHeart(int epoch) {
      stopped.set(epoch);
    }

    void failNextBeat() {
      failing.set(true);
    }

    void awaitFailure() {
      try {
        failed.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void put(String key, byte[] content) {
      boolean beat = key.contains("/heartbeat-");
      if (beat && failing.compareAndSet(true, false)) {
        failed.countDown();
        throw new UncheckedIOException(new IOException("no space left on device"));
      }
      if (!beat || !key.endsWith("-00000000" + stopped.get())) {
        store.put(key, content);
      }
    }

    @Override
    public Optional<byte[]> read(String key) {
      return store.read(key);
    }

    @Override
    public boolean putIfAbsent(String key, byte[] content) {
      return store.putIfAbsent(key, content);
    }

    @Override
    public List<String> list(String folder) {
      return store.list(folder);
    }

    @Override
    public void delete(String key) {
      store.delete(key);
    }

    @Override
    public boolean isConditional() {
      return store.isConditional();
    }
  }
}
