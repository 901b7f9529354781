package org.penumbra.jobs.state;

import java.io.Serializable;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import org.penumbra.KeyedHash;
import org.penumbra.StableHash;

/**
 * The items a run has forgotten, known by {@link KeyedHash} of their ids: a candidate can be
 * recognised, but the ids cannot be read off, nor runs be compared. There may be millions: tasks
 * get it as a broadcast variable, once per executor.
 */
public final class Forgotten implements Serializable {

  private static final int HASH_BYTES = 16;
  private static final int STAND_IN_DIGITS = 16;

  private final byte[] key;
  private final Set<String> hashes;
  private final transient KeyedHash hasher;

  /**
   * @param key of the run
   * @param hashes as {@link #hash} makes them
   */
  Forgotten(byte[] key, Collection<String> hashes) {
    this(new KeyedHash(key), key.clone(), new HashSet<>(hashes));
  }

  private Forgotten(KeyedHash hasher, byte[] key, Set<String> hashes) {
    this.hasher = hasher;
    this.key = key;
    this.hashes = hashes;
  }

  /** These and some more. */
  public Forgotten with(Collection<String> more) {
    Set<String> all = new HashSet<>(hashes);
    all.addAll(more);
    return new Forgotten(hasher, key, all);
  }

  /** Every keyed hash. */
  public Set<String> hashes() {
    return Collections.unmodifiableSet(hashes);
  }

  public boolean isEmpty() {
    return hashes.isEmpty();
  }

  /** Whether an id, or the hash of a text, was forgotten; never so for null. */
  public boolean contains(String name) {
    return name != null && !hashes.isEmpty() && hashes.contains(hash(name));
  }

  /** The same for an id from a spreadsheet, which may bear the apostrophe it went out with. */
  public boolean containsGuarded(String id) {
    return contains(id) || (id.startsWith("'") && contains(id.substring(1)));
  }

  /** Whether an item was forgotten by its id or by its text. */
  public boolean contains(String id, String text) {
    if (hashes.isEmpty()) {
      return false;
    }
    String ofText = StableHash.id128(text);
    return contains(ofText) || (!ofText.equals(id) && contains(id));
  }

  /** What stands for a group that bears a forgotten item's id; any other group itself. */
  public String standIn(String group) {
    return contains(group) ? "forgotten-" + hash(group).substring(0, STAND_IN_DIGITS) : group;
  }

  /** The keyed hash of a name: 32 hexadecimal digits. */
  public String hash(String name) {
    return hasher.hex(name, HASH_BYTES);
  }

  /** On an executor: Macs do not travel. */
  private Object readResolve() {
    return new Forgotten(new KeyedHash(key), key, hashes);
  }
}
