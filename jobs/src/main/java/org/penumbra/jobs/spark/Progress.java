package org.penumbra.jobs.spark;

import java.io.PrintStream;
import java.util.Locale;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkStageInfo;
import org.apache.spark.SparkStatusTracker;

/**
 * One line per stage of the method: a moving bar in a terminal, a plain line at the end elsewhere.
 */
public final class Progress {

  /** Set by submit.sh, which can see what the output is. */
  private static final String TERMINAL = "penumbra.terminal";

  private static final int WIDTH = 24;
  private static final long REFRESH_MILLIS = 200;

  private final PrintStream out;
  private final SparkStatusTracker tracker;
  private final boolean terminal;

  public Progress(SparkContext context, PrintStream out) {
    this.tracker = context.statusTracker();
    this.out = out;
    this.terminal = Boolean.getBoolean(TERMINAL);
  }

  /** Starts the bar of a stage; close it when the stage ends. */
  public Bar start(int round, String stage) {
    return new Bar(String.format(Locale.ROOT, "round %d  %-9s", round, stage));
  }

  /** Prints a line of its own. */
  public void line(String text) {
    out.println(text);
  }

  /** The bar of one stage. */
  public final class Bar implements AutoCloseable {

    private final String title;
    private final long started = System.nanoTime();
    private final Thread painter;
    private volatile int done;
    private volatile int all;
    private volatile String summary = "";

    private Bar(String title) {
      this.title = title;
      this.painter = new Thread(this::paint, "penumbra-progress");
      painter.setDaemon(true);
      if (terminal) {
        painter.start();
      }
    }

    /** Waves done of all waves. */
    public void waves(int doneWaves, int allWaves) {
      done = doneWaves;
      all = allWaves;
    }

    /** What to say when the stage has ended. */
    public void summary(String text) {
      summary = text;
    }

    @Override
    public void close() {
      painter.interrupt();
      String full = "[" + "#".repeat(WIDTH) + "]";
      out.println((terminal ? "\r" : "") + title + full + seconds() + "  " + summary);
    }

    private void paint() {
      try {
        while (true) {
          int filled = (int) Math.round(share() * WIDTH);
          String bar = "[" + "#".repeat(filled) + " ".repeat(WIDTH - filled) + "]";
          out.print("\r" + title + bar + seconds());
          out.flush();
          Thread.sleep(REFRESH_MILLIS);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private double share() {
      int tasks = 0;
      int finished = 0;
      for (int id : tracker.getActiveStageIds()) {
        SparkStageInfo stage = tracker.getStageInfo(id).getOrElse(() -> null);
        if (stage != null) {
          tasks += stage.numTasks();
          finished += stage.numCompletedTasks();
        }
      }
      double inWave = tasks == 0 ? 0 : (double) finished / tasks;
      return all == 0 ? inWave : Math.min(1, (done + inWave) / all);
    }

    private String seconds() {
      return String.format(Locale.ROOT, " %6.1f s", (System.nanoTime() - started) / 1e9);
    }
  }
}
