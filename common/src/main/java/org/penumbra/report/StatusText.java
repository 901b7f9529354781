package org.penumbra.report;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Where a run stands, for a terminal. */
public final class StatusText {

  /** How much of the rounds before the last is told; the last is always told whole. */
  public enum Earlier {
    /** A line for each that is done. */
    IN_A_LINE,
    WHOLE
  }

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final String NO_TIME = " ".repeat(17);

  /** Characters of a stage's note: one screen holds a round. */
  private static final int MOST_OF_NOTE = 120;

  /** Of what somebody has to act upon. */
  private static final int MOST_OF_CALL = 300;

  private final RunStatus status;
  private final StringBuilder text = new StringBuilder();

  private StatusText(RunStatus status) {
    this.status = status;
  }

  /** Lines, each ended by a line feed. */
  public static String render(RunStatus status, NextCommand next, Earlier earlier) {
    StatusText text = new StatusText(status);
    text.head();
    for (RoundStatus round : status.rounds()) {
      boolean last = round.equals(status.rounds().get(status.rounds().size() - 1));
      text.round(round, last || earlier == Earlier.WHOLE);
    }
    text.line("next", next.command() == null ? Printable.line(next.when()) : command(next));
    return text.text.toString();
  }

  private void head() {
    line(
        "run",
        Printable.line(status.uri())
            + (status.exists() ? "" : " (not begun: there is nothing yet)"));
    if (status.policy() != null) {
      line("policy", Printable.line(status.policy()));
    }
    line("writer", status.writer() == null ? "nobody" : writer(status.writer()));
    if (status.forgetting()) {
      line("forget", "was begun and not ended: until it is, no stage runs");
    }
    if (status.model() != null) {
      line("model", model(status.model()));
    }
    if (status.embedder() != null) {
      line("embedder", model(status.embedder()));
    }
    status
        .lastVerdict()
        .ifPresent(
            verdict ->
                line(
                    "verdict",
                    "round %d, %s: %s"
                        .formatted(
                            verdict.round(),
                            words(verdict.outcome()),
                            Printable.line(verdict.why()))));
  }

  private String writer(RunWriter writer) {
    String who =
        "%s (process %d on %s, since %s)"
            .formatted(
                Printable.line(writer.application()),
                writer.process(),
                Printable.line(writer.host()),
                MINUTE.format(writer.started()));
    String heartbeat =
        writer.heartbeat() == null ? "" : ", last heartbeat " + age(writer.heartbeat());
    return who
        + heartbeat
        + switch (writer.state()) {
          case AT_WORK -> "";
          case SILENT -> ": silent for too long, the next command takes over";
          case GONE -> ": gone, the next command takes over";
        };
  }

  private String age(Instant then) {
    Duration age = Duration.between(then, status.at());
    long seconds = Math.max(0, age.toSeconds());
    return seconds < 120 ? seconds + " s ago" : MINUTE.format(then);
  }

  private static String model(ModelSpending model) {
    List<String> left = new ArrayList<>();
    if (model.requestsLeft() != null) {
      left.add(String.format(Locale.ROOT, "%,d requests", model.requestsLeft()));
    }
    if (model.tokensLeft() != null) {
      left.add(String.format(Locale.ROOT, "%,d tokens", model.tokensLeft()));
    }
    if (model.costLeft() != null) {
      left.add(String.format(Locale.ROOT, "a cost of %.2f", model.costLeft()));
    }
    return model.spending().sentence()
        + (left.isEmpty() ? "; no cap is set" : "; left: " + String.join(", ", left));
  }

  private void round(RoundStatus round, boolean whole) {
    String label = "round " + round.round();
    if (!whole && round.open().isEmpty() && !round.isHalfApplied()) {
      StageStatus last = round.stages().get(round.stages().size() - 1);
      line(label, stage(last, round.verdict() == null ? "" : words(round.verdict().outcome())));
      return;
    }
    text.append(label).append('\n');
    round.stages().forEach(this::stage);
    round.applied().forEach(this::stage);
  }

  private void stage(StageStatus stage) {
    line("  " + Printable.line(stage.stage()), stage(stage, words(stage)));
  }

  private static String stage(StageStatus stage, String words) {
    return String.format(
        Locale.ROOT,
        "%-10s  %s  %s",
        words(stage.state().name().toLowerCase(Locale.ROOT)),
        stage.at() == null ? NO_TIME : MINUTE.format(stage.at()),
        words);
  }

  private String words(StageStatus stage) {
    if (stage.state() != StageStatus.State.UNFINISHED) {
      return Printable.line(
          stage.note(), stage.state() == StageStatus.State.DONE ? MOST_OF_NOTE : MOST_OF_CALL);
    }
    List<String> parts = new ArrayList<>();
    if (!stage.waves().isEmpty()) {
      parts.add(
          stage.waves().stream()
              .map(waves -> Printable.line(waves.dataset()) + " " + waves.done() + of(waves))
              .collect(Collectors.joining(", ", "waves: ", "")));
    }
    if (stage.error() != null) {
      parts.add("the last attempt failed: " + Printable.line(stage.error(), MOST_OF_CALL));
    } else if (status.state() != RunStatus.State.AT_WORK) {
      parts.add("the last attempt was killed");
    }
    return String.join("; ", parts);
  }

  private static String of(StageStatus.Waves waves) {
    return waves.all() == null ? "" : " of " + waves.all();
  }

  private static String words(String wireName) {
    return Printable.line(wireName).replace('_', ' ');
  }

  private static String command(NextCommand next) {
    return Printable.line(next.command()) + (next.when().isEmpty() ? "" : "   # " + next.when());
  }

  private void line(String label, String value) {
    text.append(String.format(Locale.ROOT, "%-11s %s", label, value).stripTrailing()).append('\n');
  }
}
