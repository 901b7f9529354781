package org.penumbra.study.summary;

import java.util.Optional;
import org.penumbra.Interval;
import org.penumbra.agree.Bootstrap;

/**
 * How many crowd judgements one expert judgement stands for: the crowd judgements at which the
 * crowd's curve first reaches what the strategy has after N expert judgements, over N.
 *
 * <p>Both are means over the seeds that have the strategy at N and any of the crowd's curve; at
 * each point of the crowd's grid over those of them that reached it. The crowd's mean curve is made
 * non-decreasing first ({@link Isotonic}, points weighted by seeds), so that noise cannot cross and
 * fall back. Where the crossing is not inside the grid there is no factor, only a bound, which is
 * left out of medians and counted beside them.
 *
 * @param cell where
 * @param strategy the expert strategy
 * @param judgements N, of experts
 * @param level what the strategy reaches there
 * @param crossing where the crowd reaches it
 * @param factor with its 95 % percentile interval over seeds, drawn in pairs; undefined unless the
 *     crossing is inside. A draw that crosses outside counts at the end of the grid, so a bound at
 *     {@link #smallest} or {@link #cap} means "or beyond"
 * @param smallest the factor at the first point of the grid
 * @param cap the factor at the last
 * @param seeds over which all this is a mean
 */
public record ReductionFactor(
    Cell cell,
    String strategy,
    int judgements,
    double level,
    Crossing crossing,
    Interval factor,
    double smallest,
    double cap,
    int seeds) {

  /** The factor; empty where no seed has both the strategy at N and the crowd. */
  public static Optional<ReductionFactor> of(
      Measurements rows,
      Cell cell,
      String strategy,
      int judgements,
      String metric,
      Bootstrap bootstrap) {
    PairedCurves curves = PairedCurves.of(rows, cell, strategy, judgements, metric);
    if (curves.seeds() == 0) {
      return Optional.empty();
    }
    Crossing crossing = curves.crossing();
    Interval factor =
        crossing.place() == Crossing.Place.INSIDE
            ? bootstrap.of(curves.statistic(drawn -> drawn.labels() / judgements)).interval(.95)
            : Interval.UNDEFINED;
    return Optional.of(
        new ReductionFactor(
            cell,
            strategy,
            judgements,
            curves.level(),
            crossing,
            factor,
            curves.first() / judgements,
            curves.last() / judgements,
            curves.seeds()));
  }
}
