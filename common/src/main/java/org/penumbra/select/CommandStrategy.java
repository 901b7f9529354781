package org.penumbra.select;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.penumbra.command.Command;

/**
 * A strategy outside this program. A command gets, a row per item of the pool that is not in the
 * batch already, {@code vectors.npy} (n x d), {@code scores.npy}, {@code probabilities.npy} (NaN
 * where nothing is calibrated) and {@code labels.npy} (0, 1; -1 where nobody answered yet), and in
 * {@code batch.json} the number of {@code items} wanted, the {@code cut} of the scores and a {@code
 * seed}. It writes {@code chosen.txt}: numbers of unlabelled rows from 0, one a line, the best
 * first, at least as many as wanted.
 *
 * @param command the program
 * @param answers what experts said, by id of an item of an earlier batch
 * @param seed for a command that draws; another in each round
 */
public record CommandStrategy(Command command, ToIntFunction<String> answers, long seed)
    implements Strategy {

  private static final JsonMapper JSON = new JsonMapper();

  @Override
  public void fill(Draft draft, int items) {
    if (items > 0) {
      Set<Candidate> held = new HashSet<>(draft.chosen());
      List<Candidate> open =
          draft.pool().candidates().stream().filter(item -> !held.contains(item)).toList();
      List<String> lines =
          command.run(folder -> write(folder, draft.pool(), open, items), "chosen.txt");
      List<Integer> numbers =
          rows(lines, open.size(), items).stream()
              .map(row -> draft.pool().number(open.get(row).id()))
              .toList();
      new Shortlist(draft, Arm.STUDY, candidate -> "Chosen by the command " + command.name() + ".")
          .fillInOrder(numbers, items);
    }
  }

  /** What may be chosen comes first. */
  private void write(Path folder, Pool pool, List<Candidate> open, int items) throws IOException {
    List<Candidate> rows = new ArrayList<>(open);
    rows.addAll(pool.issuedItems());
    float[][] vectors = rows.stream().map(Candidate::vector).toArray(float[][]::new);
    write(folder.resolve("vectors.npy"), Nd4j.createFromArray(vectors));
    write(folder.resolve("scores.npy"), column(rows, Candidate::score));
    write(folder.resolve("probabilities.npy"), column(rows, Candidate::probability));
    write(
        folder.resolve("labels.npy"),
        column(rows, row -> pool.issued().contains(row.id()) ? answers.applyAsInt(row.id()) : -1));
    JSON.writeValue(
        folder.resolve("batch.json").toFile(),
        Map.of("items", items, "cut", pool.cut(), "seed", seed));
  }

  private static INDArray column(List<Candidate> rows, ToDoubleFunction<Candidate> value) {
    return Nd4j.createFromArray(rows.stream().mapToDouble(value).toArray());
  }

  private static void write(Path file, INDArray array) throws IOException {
    try (array) {
      Nd4j.writeAsNumpy(array, file.toFile());
    }
  }

  private List<Integer> rows(List<String> lines, int candidates, int items) {
    Set<Integer> seen = new HashSet<>();
    List<Integer> numbers = new ArrayList<>();
    for (String line : lines) {
      int number = row(line.strip(), candidates);
      if (!seen.add(number)) {
        throw command.failed("it chose row %d twice".formatted(number));
      }
      numbers.add(number);
    }
    if (numbers.size() < Math.min(items, candidates)) {
      throw command.failed("it chose %d rows of %d wanted".formatted(numbers.size(), items));
    }
    return numbers;
  }

  private int row(String line, int candidates) {
    try {
      int row = Integer.parseInt(line);
      if (row >= 0 && row < candidates) {
        return row;
      }
    } catch (NumberFormatException e) {
      // Said below, as for a number out of range.
    }
    throw command.failed(
        "it chose '%s', and the unlabelled rows are 0 to %d".formatted(line, candidates - 1));
  }
}
