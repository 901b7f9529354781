package org.penumbra.jobs.select;

import java.util.List;
import org.penumbra.pair.NearDuplicates;
import org.penumbra.select.BatchComposer;
import org.penumbra.select.BoundaryPairs;
import org.penumbra.select.Margin;
import org.penumbra.select.RandomItems;
import org.penumbra.select.Strategy;
import org.penumbra.select.TopScored;
import org.penumbra.settings.SelectSettings;

/** The composer of each strategy. The audit's share is the same in all. */
public final class Composers {

  private static final int TOP_MULTIPLE = 3;

  private Composers() {}

  /**
   * The composer that the settings ask for.
   *
   * @param seed of the random strategy; another in each round
   */
  public static BatchComposer of(SelectSettings settings, double nearDuplicate, long seed) {
    Strategy top = new TopScored(TOP_MULTIPLE);
    return switch (settings.strategy()) {
      case RECIPE ->
          composer(
              settings,
              nearDuplicate,
              List.of(new BatchComposer.ArmShare(top, settings.topShare())),
              new BoundaryPairs(settings.candidates()));
      case RANDOM -> composer(settings, nearDuplicate, List.of(), new RandomItems(seed));
      case TOP_SCORED -> composer(settings, nearDuplicate, List.of(), top);
      case MARGIN -> composer(settings, nearDuplicate, List.of(), new Margin(1));
    };
  }

  private static BatchComposer composer(
      SelectSettings settings,
      double nearDuplicate,
      List<BatchComposer.ArmShare> arms,
      Strategy rest) {
    return new BatchComposer(
        new NearDuplicates(nearDuplicate),
        settings.auditShare(),
        arms,
        rest,
        new Margin(1),
        Integer.MAX_VALUE);
  }
}
