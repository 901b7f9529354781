package org.penumbra.drift;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The items of a reference sample and, after them, those of a snapshot's. Items of one group on one
 * side resemble one another and are never parted, so that a group that is loud in one of them alone
 * is not taken for many witnesses.
 */
public final class TwoSamples {

  private final byte[] inSnapshot;
  private final int[] blocks;
  private final int[] blockSizes;
  private final int snapshotBlocks;

  private TwoSamples(byte[] inSnapshot, int[] blocks, int[] blockSizes, int snapshotBlocks) {
    this.inSnapshot = inSnapshot;
    this.blocks = blocks;
    this.blockSizes = blockSizes;
    this.snapshotBlocks = snapshotBlocks;
  }

  /**
   * Two samples.
   *
   * @param reference the group of each item, null for an item of its own
   * @param snapshot likewise
   */
  public static TwoSamples of(List<String> reference, List<String> snapshot) {
    int items = reference.size() + snapshot.size();
    byte[] inSnapshot = new byte[items];
    Arrays.fill(inSnapshot, reference.size(), items, (byte) 1);
    int[] blocks = new int[items];
    List<Integer> sizes = new ArrayList<>();
    number(reference, blocks, 0, sizes);
    int before = sizes.size();
    number(snapshot, blocks, reference.size(), sizes);
    return new TwoSamples(
        inSnapshot,
        blocks,
        sizes.stream().mapToInt(Integer::intValue).toArray(),
        sizes.size() - before);
  }

  private static void number(List<String> groups, int[] blocks, int from, List<Integer> sizes) {
    Map<String, Integer> known = new HashMap<>();
    for (int i = 0; i < groups.size(); i++) {
      String group = groups.get(i);
      Integer block = group == null ? null : known.get(group);
      if (block == null) {
        block = sizes.size();
        sizes.add(0);
        if (group != null) {
          known.put(group, block);
        }
      }
      blocks[from + i] = block;
      sizes.set(block, sizes.get(block) + 1);
    }
  }

  /** Items of both. */
  public int size() {
    return blocks.length;
  }

  /** Items of the snapshot. */
  public int snapshotItems() {
    int items = 0;
    for (byte each : inSnapshot) {
      items += each;
    }
    return items;
  }

  /** Items of the reference. */
  public int referenceItems() {
    return size() - snapshotItems();
  }

  /** Whether an item is of the snapshot. */
  public boolean inSnapshot(int item) {
    return inSnapshot[item] == 1;
  }

  /** 1 for each item of the snapshot, else 0. */
  byte[] labels() {
    return inSnapshot.clone();
  }

  /** Deals the blocks out anew, as many of them to the snapshot as it has. */
  byte[] shuffled(SplittableRandom random) {
    int count = blockSizes.length;
    int[] order = new int[count];
    Arrays.setAll(order, i -> i);
    byte[] dealt = new byte[count];
    for (int i = 0; i < snapshotBlocks; i++) {
      int drawn = i + random.nextInt(count - i);
      int block = order[drawn];
      order[drawn] = order[i];
      dealt[block] = 1;
    }
    byte[] labels = new byte[blocks.length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = dealt[blocks[i]];
    }
    return labels;
  }

  /**
   * The standard error of a sample's mean, its blocks taken as drawn one by one.
   *
   * @param values of all items
   * @param side 1 for the snapshot's, 0 for the reference's
   */
  double standardError(double[] values, int side) {
    double sum = 0;
    int items = 0;
    for (int i = 0; i < values.length; i++) {
      if (inSnapshot[i] == side) {
        sum += values[i];
        items++;
      }
    }
    double mean = sum / items;
    double[] ofBlock = new double[blockSizes.length];
    for (int i = 0; i < values.length; i++) {
      if (inSnapshot[i] == side) {
        ofBlock[blocks[i]] += values[i] - mean;
      }
    }
    int drawn = side == 1 ? snapshotBlocks : blockSizes.length - snapshotBlocks;
    double squares = Arrays.stream(ofBlock).map(each -> each * each).sum();
    return Math.sqrt(squares * drawn / Math.max(1, drawn - 1)) / items;
  }
}
