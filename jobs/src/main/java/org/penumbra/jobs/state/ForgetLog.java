package org.penumbra.jobs.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.penumbra.Errors;

/**
 * What a run has forgotten, under {@code _state/forgotten/}: the key of the hashes, and a record
 * per call. A record is put before anything is removed, as begun, so that whoever comes next knows
 * what to remove; and once more when all is removed.
 */
public final class ForgetLog {

  private static final String FOLDER = "_state/forgotten";
  private static final String KEY = FOLDER + "/key";
  private static final String BEGUN = "-begun.json";
  private static final String DONE = ".json";
  private static final int KEY_BYTES = 32;

  private final Store store;

  public ForgetLog(Store store) {
    this.store = store;
  }

  /**
   * Makes sure that nothing is half forgotten.
   *
   * @throws org.penumbra.UserException where it is
   */
  public static void requireFinished(Store store) {
    if (store.list(FOLDER).stream().anyMatch(name -> name.endsWith(BEGUN))) {
      throw Errors.forgettingHalfDone();
    }
  }

  /**
   * All that was ever forgotten, begun or done, with the tasks that asked about it; makes the run's
   * key at the first call.
   */
  public Forgotten forgotten() {
    SortedSet<String> hashes = new TreeSet<>();
    for (String name : names()) {
      Forgetting record = read(name);
      hashes.addAll(record.items());
      hashes.addAll(record.tasks());
    }
    return new Forgotten(key(), hashes);
  }

  /** The same for those who only look: nothing is written where nothing was forgotten. */
  public static Forgotten of(Store store) {
    ForgetLog log = new ForgetLog(store);
    return log.names().isEmpty() ? new Forgotten(new byte[1], List.of()) : log.forgotten();
  }

  /** The call that was begun and not done, if there is one. */
  public Optional<Forgetting> begun() {
    return names().stream().filter(name -> name.endsWith(BEGUN)).map(this::read).findFirst();
  }

  /** The number of the next record. */
  public int next() {
    return names().stream().mapToInt(name -> read(name).number()).max().orElse(0) + 1;
  }

  public void begin(Forgetting record) {
    store.put(path(record, BEGUN), Json.write(record));
  }

  /** All is removed. */
  public void end(Forgetting record) {
    store.put(path(record, DONE), Json.write(record));
    store.delete(path(record, BEGUN));
  }

  private byte[] key() {
    Optional<byte[]> there = store.read(KEY);
    if (there.isEmpty()) {
      byte[] key = new byte[KEY_BYTES];
      new SecureRandom().nextBytes(key);
      store.putIfAbsent(KEY, HexFormat.of().formatHex(key).getBytes(UTF_8));
      there = store.read(KEY);
    }
    return HexFormat.of().parseHex(new String(there.orElseThrow(), UTF_8));
  }

  private List<String> names() {
    return store.list(FOLDER).stream().filter(name -> name.endsWith(DONE)).toList();
  }

  private Forgetting read(String name) {
    return Json.read(store.read(FOLDER + "/" + name).orElseThrow(), Forgetting.class);
  }

  private static String path(Forgetting record, String end) {
    return FOLDER + "/" + String.format(Locale.ROOT, "%06d", record.number()) + end;
  }
}
