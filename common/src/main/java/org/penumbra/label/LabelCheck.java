package org.penumbra.label;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Holds the rows of label files against the batch: one answer per item, rater and phase. Of rows
 * that say the same the earliest is kept; of rows that contradict one another none is, for nobody
 * can tell which was meant, unless all come from the labelling page: it says when, and a rater may
 * change an answer there, so the latest is. Labels accepted before are never changed: a row that
 * contradicts one is a reject. The outcome does not depend on the order of files or rows.
 */
public final class LabelCheck {

  /** What the labelling page calls itself. */
  private static final String PAGE = "penumbra-page";

  private static final Comparator<RawLabel> BY_PLACE =
      Comparator.comparing(RawLabel::file).thenComparingLong(RawLabel::line);
  private static final Comparator<RawLabel> EARLIEST =
      Comparator.comparing(RawLabel::at, Comparator.nullsLast(Comparator.naturalOrder()))
          .thenComparing(BY_PLACE);

  private record Key(String itemId, String rater, Phase phase) implements Comparable<Key> {
    private static final Comparator<Key> ORDER =
        Comparator.comparing(Key::itemId).thenComparing(Key::rater).thenComparing(Key::phase);

    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }

    Key in(Phase otherPhase) {
      return new Key(itemId, rater, otherPhase);
    }
  }

  private final LabelBatch batch;
  private final Map<Key, Answer> earlier = new HashMap<>();
  private final Set<Key> seenBefore = new HashSet<>();

  /**
   * A check.
   *
   * @param accepted labels accepted before, of any round and guideline version
   */
  public LabelCheck(LabelBatch batch, Collection<ExpertLabel> accepted) {
    this.batch = batch;
    for (ExpertLabel label : accepted) {
      if (label.policyId().equals(batch.policyId())) {
        Key key = new Key(label.itemId(), label.rater(), label.phase());
        seenBefore.add(key);
        if (label.guidelineVersion().equals(batch.guidelineVersion())) {
          earlier.put(key, label.answer());
        }
      }
    }
  }

  /** Checks the rows of all files at once. */
  public CheckedLabels check(Collection<RawLabel> rows) {
    List<LabelReject> rejects = new ArrayList<>();
    SortedMap<Key, List<RawLabel>> byKey = new TreeMap<>();
    for (RawLabel given : rows) {
      RawLabel row = asAsked(given);
      Optional<String> foreign = foreign(row);
      if (foreign.isPresent()) {
        rejects.add(row.reject(foreign.get()));
      } else {
        byKey
            .computeIfAbsent(
                new Key(row.itemId(), row.rater(), row.phase()), key -> new ArrayList<>())
            .add(row);
      }
    }
    List<ExpertLabel> accepted = new ArrayList<>();
    int collapsed = 0;
    for (Map.Entry<Key, List<RawLabel>> entry : byKey.entrySet()) {
      Key key = entry.getKey();
      List<RawLabel> same = latest(entry.getValue());
      collapsed += entry.getValue().size() - same.size();
      Optional<String> flaw = flaw(key, same, byKey.keySet());
      if (flaw.isPresent()) {
        same.forEach(row -> rejects.add(row.reject(flaw.get())));
      } else if (earlier.containsKey(key)) {
        collapsed += same.size();
      } else {
        accepted.add(label(same.stream().min(EARLIEST).orElseThrow()));
        collapsed += same.size() - 1;
      }
    }
    rejects.sort(Comparator.comparing(LabelReject::file).thenComparingLong(LabelReject::line));
    return new CheckedLabels(accepted, rejects, collapsed);
  }

  private static List<RawLabel> latest(List<RawLabel> rows) {
    if (!rows.stream().allMatch(row -> row.tool().equals(PAGE) && row.at() != null)) {
      return rows;
    }
    Instant last = rows.stream().map(RawLabel::at).max(Comparator.naturalOrder()).orElseThrow();
    return rows.stream().filter(row -> row.at().equals(last)).toList();
  }

  /** An id that a spreadsheet would take for a formula went out with an apostrophe in front. */
  private RawLabel asAsked(RawLabel row) {
    String id = row.itemId();
    boolean guarded = id.startsWith("'") && !batch.itemIds().contains(id);
    return guarded && batch.itemIds().contains(id.substring(1)) ? row.of(id.substring(1)) : row;
  }

  /** Why a row does not belong to this batch, if so. */
  private Optional<String> foreign(RawLabel row) {
    boolean calibration = row.phase() == Phase.CALIBRATION;
    if (!(calibration ? batch.calibrationIds() : batch.itemIds()).contains(row.itemId())) {
      return Optional.of(
          "item '%s' is not in the %s"
              .formatted(row.itemId(), calibration ? "calibration set" : "batch"));
    }
    if (differs(row.policyId(), batch.policyId())) {
      return Optional.of(
          "policy '%s' where '%s' was asked".formatted(row.policyId(), batch.policyId()));
    }
    if (differs(row.guidelineVersion(), batch.guidelineVersion())) {
      return Optional.of(
          "guideline version '%s' where '%s' was asked"
              .formatted(row.guidelineVersion(), batch.guidelineVersion()));
    }
    if (row.round() != null && row.round() != batch.round()) {
      return Optional.of("round %s where %s was asked".formatted(row.round(), batch.round()));
    }
    return Optional.empty();
  }

  /** Why the rows of one item, rater and phase cannot be taken, if so. */
  private Optional<String> flaw(Key key, List<RawLabel> same, Set<Key> present) {
    long answers = same.stream().map(RawLabel::answer).distinct().count();
    if (answers > 1) {
      return Optional.of("rater '%s' answered this item differently twice".formatted(key.rater()));
    }
    Answer before = earlier.get(key);
    if (before != null && before != same.get(0).answer()) {
      return Optional.of(
          "rater '%s' answered this item before: %s".formatted(key.rater(), before.wireName()));
    }
    boolean rated =
        List.of(Phase.FIRST, Phase.REPEAT).stream()
            .map(key::in)
            .anyMatch(other -> present.contains(other) || seenBefore.contains(other));
    if (key.phase() == Phase.ADJUDICATION && rated) {
      return Optional.of(
          "rater '%s' rated this item and cannot adjudicate it".formatted(key.rater()));
    }
    boolean blind = key.phase() == Phase.FIRST || key.phase() == Phase.REPEAT;
    if (blind && before == null && earlier.containsKey(key.in(Phase.ADJUDICATION))) {
      return Optional.of(
          "rater '%s' adjudicated this item and cannot rate it blind".formatted(key.rater()));
    }
    return Optional.empty();
  }

  private ExpertLabel label(RawLabel row) {
    return row.label(batch.policyId(), batch.guidelineVersion(), batch.round(), batch.receivedAt());
  }

  private static boolean differs(String said, String asked) {
    return !said.isEmpty() && !said.equals(asked);
  }
}
