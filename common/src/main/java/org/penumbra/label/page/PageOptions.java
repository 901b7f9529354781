package org.penumbra.label.page;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a labelling page treats the person before it.
 *
 * @param contentWarning what to expect, shown before the first text; empty for none
 * @param display how a text stands there when its turn comes
 * @param breakAfterItems answers after which the page proposes a break, 1 or more
 * @param breakAfter time at work after which it does so too; whole minutes, 1 or more
 * @param dailyCap answers a day, 1 or more, after which the page stops until tomorrow
 * @param passphrase seals the texts in the file and the answers in the browser
 */
public record PageOptions(
    String contentWarning,
    TextDisplay display,
    OptionalInt breakAfterItems,
    Optional<Duration> breakAfter,
    OptionalInt dailyCap,
    Optional<Passphrase> passphrase) {

  /** No warning, texts at once, a break after 50 answers or 30 minutes, no cap, no passphrase. */
  public static final PageOptions DEFAULT =
      new PageOptions(
          "",
          TextDisplay.SHOWN,
          OptionalInt.of(50),
          Optional.of(Duration.ofMinutes(30)),
          OptionalInt.empty(),
          Optional.empty());

  /**
   * @throws IllegalArgumentException if a number is below 1
   */
  public PageOptions {
    requirePositive("breakAfterItems", breakAfterItems);
    requirePositive("dailyCap", dailyCap);
    breakAfter.ifPresent(
        time -> requirePositive("breakAfter", OptionalInt.of((int) time.toMinutes())));
  }

  private static void requirePositive(String name, OptionalInt number) {
    if (number.isPresent() && number.getAsInt() < 1) {
      throw new IllegalArgumentException(name + " must be 1 or more: " + number.getAsInt());
    }
  }
}
