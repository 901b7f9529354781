package org.penumbra.jobs.label;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.penumbra.Errors;
import org.penumbra.jobs.data.History;
import org.penumbra.jobs.data.LabelledItems;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.state.StageName;
import org.penumbra.label.guideline.CarryOver;
import org.penumbra.label.guideline.EarlierLabel;
import org.penumbra.split.Side;

/**
 * Which items were asked under the guideline as it is now, and which under earlier ones. Answers
 * under two versions do not add up.
 */
public final class Guideline {

  private final String version;
  private final SortedMap<Integer, String> versions = new TreeMap<>();
  private final SortedSet<String> issued = new TreeSet<>();
  private final SortedSet<String> outdated = new TreeSet<>();

  /**
   * What rounds 1 to a last one asked.
   *
   * @param version of the policy as it is now
   */
  public Guideline(History history, String version, int lastRound) {
    this.version = version;
    for (Row row :
        history
            .byRound(RunDataset.BATCH, StageName.SELECT, lastRound)
            .select("round", "item_id", "guideline_version")
            .collectAsList()) {
      versions.put(row.getInt(0), row.getString(2));
      (row.getString(2).equals(version) ? issued : outdated).add(row.getString(1));
    }
    outdated.removeAll(issued);
  }

  /** Items asked under the guideline as it is now. */
  public SortedSet<String> issued() {
    return issued;
  }

  /** Items asked under earlier versions only. */
  public SortedSet<String> outdated() {
    return outdated;
  }

  /** Whether the last of the rounds asked under the guideline as it is now. */
  public boolean goesOn() {
    return !versions.isEmpty() && versions.get(versions.lastKey()).equals(version);
  }

  /**
   * Makes sure that the last of the rounds asked under the guideline as it is now.
   *
   * @throws org.penumbra.UserException if it did not
   */
  public void requireUnchanged() {
    if (!versions.isEmpty() && !goesOn()) {
      throw Errors.guidelineChanged(versions.lastKey(), versions.get(versions.lastKey()), version);
    }
  }

  /**
   * How far labels of earlier versions still hold.
   *
   * @param labelled reads the rounds that are answered
   * @param lastAnswered the last of them
   * @param latest labels of a round that is not among them yet, by item id; null where undecided
   */
  public CarryOver carryOver(
      long seed, LabelledItems labelled, int lastAnswered, Map<String, Integer> latest) {
    SortedMap<String, LabelledItems.Placed> placed = labelled.placed(lastAnswered);
    SortedMap<String, EarlierLabel> earlier = new TreeMap<>();
    SortedMap<String, Integer> now = new TreeMap<>();
    for (LabelledItems.Judged item : labelled.judged(lastAnswered)) {
      if (!item.guidelineVersion().equals(version)) {
        LabelledItems.Placed place = placed.get(item.itemId());
        boolean evaluation = place != null && place.side() == Side.EVAL;
        earlier.put(
            item.itemId(),
            new EarlierLabel(item.itemId(), item.guidelineVersion(), item.label(), evaluation));
      } else {
        now.put(item.itemId(), item.label());
      }
    }
    now.putAll(latest);
    List<EarlierLabel> latestOfEach = new ArrayList<>(earlier.values());
    return new CarryOver(seed, latestOfEach, issued, now);
  }
}
