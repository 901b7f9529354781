package org.penumbra.decide;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.penumbra.Interval;
import org.penumbra.agree.WeightedShare;

/**
 * Thresholds for a wanted precision or recall at natural prevalence, from a probability sample with
 * scores by a model that has seen none of it. For a precision it is the threshold of greatest
 * recall that has it, for a recall the highest that has it. Bounds are those of {@link
 * WeightedShare} for the threshold as it stands. It was chosen on the same items, which flatters
 * the estimates somewhat, the more so the fewer positives there are; under {@link #MIN_POSITIVES}
 * nothing is named.
 */
public final class OperatingPoints {

  /** Fewer positives say next to nothing of a recall. */
  public static final int MIN_POSITIVES = 5;

  /**
   * An item of the sample.
   *
   * @param id the item
   * @param score by a model that has not seen it
   * @param positive what the experts say
   * @param weight 1 / inclusion probability
   */
  public record Item(String id, double score, boolean positive, double weight) {}

  private final List<Item> items;
  private final double level;

  /**
   * Operating points of a sample.
   *
   * @param level of the two-sided intervals, in (0, 1)
   */
  public OperatingPoints(Collection<Item> items, double level) {
    this.items = items.stream().sorted(Comparator.comparing(Item::id)).toList();
    this.level = level;
  }

  /** The point for a wanted precision or recall. */
  public OperatingPoint at(OperatingPoint.Target target, double wanted) {
    long positives = items.stream().filter(Item::positive).count();
    if (positives < MIN_POSITIVES) {
      return OperatingPoint.none(
          target,
          wanted,
          String.format(
              Locale.ROOT,
              "too few: %d positives among %d audit items the model has not seen, %d are needed",
              positives,
              items.size(),
              MIN_POSITIVES));
    }
    boolean ofPrecision = target == OperatingPoint.Target.PRECISION;
    Comparator<Double> highest = Comparator.naturalOrder();
    // Recall grows as the threshold falls, so the lowest of those precise enough recalls most.
    Optional<Double> threshold =
        items.stream()
            .map(Item::score)
            .distinct()
            .filter(score -> (ofPrecision ? precision(score) : recall(score)).estimate() >= wanted)
            .max(ofPrecision ? highest.reversed() : highest);
    return threshold
        .map(score -> point(target, wanted, score))
        .orElseGet(
            () ->
                OperatingPoint.none(
                    target,
                    wanted,
                    String.format(
                        Locale.ROOT,
                        "no threshold reaches it on %d audit items the model has not seen, %d"
                            + " positive",
                        items.size(),
                        positives)));
  }

  private OperatingPoint point(OperatingPoint.Target target, double wanted, double threshold) {
    Interval precision = precision(threshold).interval(level);
    Interval recall = recall(threshold).interval(level);
    return new OperatingPoint(target, wanted, threshold, precision, recall, "");
  }

  private WeightedShare precision(double threshold) {
    WeightedShare share = new WeightedShare();
    items.stream()
        .filter(item -> item.score() >= threshold)
        .forEach(item -> share.add(item.weight(), item.positive()));
    return share;
  }

  private WeightedShare recall(double threshold) {
    WeightedShare share = new WeightedShare();
    items.stream()
        .filter(Item::positive)
        .forEach(item -> share.add(item.weight(), item.score() >= threshold));
    return share;
  }
}
