package org.penumbra.study.summary;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * An axis of a plot.
 *
 * @param scale linear, or logarithmic between positive ends
 * @param low value at its start
 * @param high value at its end, above low
 * @param start where it starts, in pixels
 * @param end where it ends, in pixels; before the start where it runs upwards
 */
record Axis(Scale scale, double low, double high, double start, double end) {

  /** Steps of 1, 2 and 5 times a power of ten are the ones people read without reckoning. */
  private static final int[] ROUND = {1, 2, 5, 10};

  private static final int MOST_STEPS = 7;

  /** Where a value lies, in pixels. */
  double at(double value) {
    return start + (end - start) * (along(value) - along(low)) / (along(high) - along(low));
  }

  /** Round values between the ends, both included. */
  List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    if (scale == Scale.LINEAR) {
      double step = step();
      for (long i = (long) Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++) {
        ticks.add(i * step);
      }
    } else {
      for (double power = Math.pow(10, Math.floor(Math.log10(low))); power <= high; power *= 10) {
        for (int i = 0; i < ROUND.length - 1; i++) {
          if (ROUND[i] * power >= low && ROUND[i] * power <= high) {
            ticks.add(ROUND[i] * power);
          }
        }
      }
    }
    return ticks;
  }

  /** A tick in words, with as many decimals as the steps between ticks have. */
  String label(double tick) {
    double finest = scale == Scale.LINEAR ? step() : low;
    int decimals = (int) Math.max(0, -Math.floor(Math.log10(finest) + 1e-9));
    return String.format(Locale.ROOT, "%,." + decimals + "f", tick);
  }

  private double step() {
    double coarse = (high - low) / MOST_STEPS;
    double power = Math.pow(10, Math.floor(Math.log10(coarse)));
    for (int round : ROUND) {
      if (round * power >= coarse) {
        return round * power;
      }
    }
    return 10 * power;
  }

  private double along(double value) {
    return scale == Scale.LOG ? Math.log(value) : value;
  }
}
