package org.penumbra.jobs.select;

import org.penumbra.pair.NearDuplicates;
import org.penumbra.select.BatchComposer;
import org.penumbra.select.NamedStrategy;
import org.penumbra.select.Strategies;
import org.penumbra.settings.SelectSettings;

/** The composer of each strategy that a run may choose. */
public final class Composers {

  private Composers() {}

  /**
   * The composer that the settings ask for.
   *
   * @param seed of the random strategy; another in each round
   */
  public static BatchComposer of(SelectSettings settings, double nearDuplicate, long seed) {
    Strategies strategies =
        new Strategies(
            new NearDuplicates(nearDuplicate),
            settings.auditShare(),
            settings.topShare(),
            settings.candidates(),
            seed);
    return strategies.composer(
        switch (settings.strategy()) {
          case RECIPE -> NamedStrategy.RECIPE;
          case RANDOM -> NamedStrategy.RANDOM;
          case TOP_SCORED -> NamedStrategy.TOP_SCORED;
          case MARGIN -> NamedStrategy.MARGIN;
        });
  }
}
