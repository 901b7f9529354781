package org.penumbra.study;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.penumbra.Interval;
import org.penumbra.StableHash;
import org.penumbra.command.Command;
import org.penumbra.score.Calibration;
import org.penumbra.score.RankPlatt;
import org.penumbra.score.Thresholds;
import org.penumbra.score.WeightedPercentiles;

/**
 * A student outside this program, such as a language model that is fine-tuned. A command gets
 * {@code train.jsonl} ({@code id}, {@code text}, {@code label}) and {@code items.jsonl} ({@code
 * id}, {@code text}: pool and test set); it trains and writes {@code scores.jsonl} ({@code id},
 * {@code score}), the higher the likelier positive.
 *
 * <p>It learns from half of an arm's answers, dealt by chance; the other half calibrates and places
 * the cut. Training it once a fold would cost too much.
 */
final class CommandLearner implements Learner {

  private static final JsonMapper JSON = new JsonMapper();

  private final Table table;
  private final Command command;
  private final double assumedPrevalence;
  private final long seed;

  CommandLearner(Table table, Command command, double assumedPrevalence, long seed) {
    this.table = table;
    this.command = command;
    this.assumedPrevalence = assumedPrevalence;
    this.seed = seed;
  }

  @Override
  public Optional<Learned> train(Collection<Integer> items, int[] answers, Interval audit) {
    List<Integer> taught = items.stream().filter(this::teaches).toList();
    if (!bothLabels(taught, answers)) {
      return Optional.empty();
    }
    Scores scores = scores(taught, answers);
    WeightedPercentiles population =
        new WeightedPercentiles(scores.of(table.draw().pool()), table.pool().weights());
    int[] heldOut =
        items.stream().filter(item -> !teaches(item)).mapToInt(Integer::intValue).toArray();
    Optional<RankPlatt.Fit> fit = fit(heldOut, answers, scores.of(heldOut), population);
    return Optional.of(
        new Learned(
            scores,
            Thresholds.choose(population, fit, audit, assumedPrevalence).threshold(),
            fit.map(RankPlatt.Fit::calibration).orElse(Calibration.UNDEFINED),
            population));
  }

  /** It has no penalty that could be tried. */
  @Override
  public List<Scores> atEachPenalty(Collection<Integer> items, int[] answers) {
    List<Integer> taught = items.stream().filter(this::teaches).toList();
    return bothLabels(taught, answers) ? List.of(scores(taught, answers)) : List.of();
  }

  private boolean teaches(int item) {
    return StableHash.unit(seed, "half that teaches", table.corpus().ids().get(item)) < .5;
  }

  private static boolean bothLabels(Collection<Integer> items, int[] answers) {
    return items.stream().map(item -> answers[item]).distinct().count() == 2;
  }

  private Optional<RankPlatt.Fit> fit(
      int[] heldOut, int[] answers, double[] scores, WeightedPercentiles population) {
    if (!bothLabels(Arrays.stream(heldOut).boxed().toList(), answers)) {
      return Optional.empty();
    }
    List<RankPlatt.Item> ranked =
        IntStream.range(0, heldOut.length)
            .mapToObj(
                i -> {
                  String id = table.corpus().ids().get(heldOut[i]);
                  return new RankPlatt.Item(id, id, population.of(scores[i]), answers[heldOut[i]]);
                })
            .toList();
    return Optional.of(RankPlatt.fit(ranked, population.size()));
  }

  private Scores scores(Collection<Integer> taught, int[] answers) {
    List<String> lines = command.run(folder -> write(folder, taught, answers), "scores.jsonl");
    Map<String, Double> byId = new HashMap<>();
    for (String line : lines) {
      JsonNode read = parse(line);
      byId.put(read.path("id").asText(), read.path("score").asDouble(Double.NaN));
    }
    IntStream.concat(IntStream.of(table.draw().pool()), IntStream.of(table.draw().test()))
        .mapToObj(item -> table.corpus().ids().get(item))
        .filter(id -> !Double.isFinite(byId.getOrDefault(id, Double.NaN)))
        .findFirst()
        .ifPresent(
            id -> {
              throw command.failed("it gave item '%s' no finite score".formatted(id));
            });
    return items ->
        IntStream.of(items).mapToDouble(item -> byId.get(table.corpus().ids().get(item))).toArray();
  }

  private JsonNode parse(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw command.failed("a line of scores.jsonl is no JSON");
    }
  }

  private void write(Path folder, Collection<Integer> taught, int[] answers) throws IOException {
    List<Integer> scored = new ArrayList<>();
    IntStream.of(table.draw().pool()).forEach(scored::add);
    IntStream.of(table.draw().test()).forEach(scored::add);
    lines(folder.resolve("train.jsonl"), taught, answers);
    lines(folder.resolve("items.jsonl"), scored, null);
  }

  private void lines(Path file, Collection<Integer> items, int[] answers) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (int item : items) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("id", table.corpus().ids().get(item));
        line.put("text", table.corpus().texts().get(item));
        if (answers != null) {
          line.put("label", answers[item]);
        }
        out.write(JSON.writeValueAsString(line));
        out.write('\n');
      }
    }
  }
}
