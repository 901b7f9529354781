package org.penumbra.jobs.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.penumbra.UserException;

@ExtendWith(LocalS3.class)
class S3StoreTest {

  private static final int RACERS = 16;
  private static final LeaseOwner ELSEWHERE = new LeaseOwner("app-far", "far", 4711, 1L);
  private static final Duration HEARTBEAT = Duration.ofMillis(100);
  private static final Duration EXPIRY = Duration.ofMillis(1500);

  private FileSystem files;
  private Store store;

  @BeforeEach
  void open(S3Server server) throws IOException {
    Configuration hadoop = new Configuration();
    server.configure(hadoop);
    Path root = new Path("s3a://" + S3Server.BUCKET + "/" + UUID.randomUUID());
    files = FileSystem.newInstance(root.toUri(), hadoop);
    store = new S3Store(files, root);
  }

  @AfterEach
  void close() throws IOException {
    files.close();
  }

  @Test
  void givesBackWhatWasPutAndNothingWhereNothingWas() {
    store.put("_state/key.json", bytes("a longer one"));
    store.put("_state/key.json", bytes("short"));

    assertThat(store.read("_state/key.json")).contains(bytes("short"));
    assertThat(store.read("_state/none.json")).isEmpty();
  }

  @Test
  void listsAndDeletes() {
    store.put("a/second", bytes("2"));
    store.put("a/first", bytes("1"));
    store.put("a/third/deeper", bytes("3"));

    assertThat(store.list("a")).containsExactly("first", "second", "third");
    assertThat(store.list("b")).isEmpty();

    store.delete("a");
    store.delete("never there");
    assertThat(store.list("a")).isEmpty();
  }

  @Test
  void knowsThatThisServerHeedsTheCondition() {
    assertThat(store.isConditional()).isTrue();
    assertThat(store.isConditional()).isTrue();
  }

  @Test
  void letsOneOfManyRacersWin() throws Exception {
    for (int race = 0; race < 3; race++) {
      String key = "race-" + race;
      List<Integer> winners = winners(key);

      assertThat(winners).hasSize(1);
      assertThat(store.read(key)).contains(bytes("racer " + winners.get(0)));
    }
  }

  @Test
  void oneProcessAtATimeHoldsTheLease() {
    LeaseOwner me = LeaseOwner.here("app-me");
    try (Lease first = Lease.acquire(store, ELSEWHERE, HEARTBEAT, EXPIRY)) {
      assertThatThrownBy(() -> Lease.acquire(store, me, HEARTBEAT, EXPIRY))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("app-far (process 4711 on far) is at work on it");
      first.check();
    }
    try (Lease second = Lease.acquire(store, me, HEARTBEAT, EXPIRY)) {
      assertThat(second.epoch()).isEqualTo(2);
    }
  }

  private List<Integer> winners(String key) throws Exception {
    CountDownLatch start = new CountDownLatch(1);
    ExecutorService racers = Executors.newFixedThreadPool(RACERS);
    List<Future<Boolean>> puts = new ArrayList<>();
    for (int racer = 0; racer < RACERS; racer++) {
      byte[] content = bytes("racer " + racer);
      puts.add(
          racers.submit(
              () -> {
                start.await();
                return store.putIfAbsent(key, content);
              }));
    }
    start.countDown();
    List<Integer> winners = new ArrayList<>();
    for (int racer = 0; racer < RACERS; racer++) {
      if (puts.get(racer).get()) {
        winners.add(racer);
      }
    }
    racers.shutdown();
    return winners;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
