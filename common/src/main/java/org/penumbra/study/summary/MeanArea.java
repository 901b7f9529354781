package org.penumbra.study.summary;

import java.util.Collection;
import java.util.List;

/**
 * The normalised area of a strategy, every cell counting the same.
 *
 * @param strategy how items were chosen
 * @param mean over the cells where it is defined; NaN without any
 * @param cells how many these are
 * @param undefined cells large enough for the budgets in which it is not defined
 */
public record MeanArea(String strategy, double mean, int cells, int undefined) {

  static MeanArea of(String strategy, Collection<NormalisedArea> areas) {
    List<NormalisedArea> own =
        areas.stream().filter(area -> area.strategy().equals(strategy)).toList();
    double[] defined =
        own.stream()
            .filter(area -> area.ratio().defined())
            .mapToDouble(area -> area.ratio().estimate())
            .toArray();
    return new MeanArea(
        strategy, SeedMean.of(defined).mean(), defined.length, own.size() - defined.length);
  }
}
