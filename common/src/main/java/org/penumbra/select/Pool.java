package org.penumbra.select;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.penumbra.Errors;
import org.penumbra.pair.Pair;

/**
 * What a batch is chosen from. Candidates are numbered by id, so that nothing depends on the order
 * they came in.
 */
public final class Pool {

  /** The most candidates and issued items together: 150 MB of vectors of 384 numbers. */
  public static final int CAP = 100_000;

  private final List<Candidate> candidates;
  private final Map<String, Integer> numbers;
  private final List<Candidate> issuedItems;
  private final Set<String> issued;
  private final Set<String> outdated;
  private final List<float[]> examples;
  private final List<float[]> guards;
  private final List<Pair> pairs;
  private final double cut;
  private final List<Integer> byScore;
  private final List<Integer> byMargin;

  /** A pool of which no item was asked under an earlier guideline. */
  public Pool(
      Collection<Candidate> items,
      Collection<Candidate> issued,
      Collection<float[]> examples,
      Collection<Pair> pairs,
      double cut) {
    this(items, issued, Set.of(), examples, pairs, cut);
  }

  /**
   * A pool.
   *
   * @param items items of the working pool, at least those around the cut, the highest-scored, the
   *     paired and the next audit items; those in {@code issued} do not count as candidates
   * @param issued items of earlier batches, with their scores and vectors
   * @param outdated ids of those among the items that were asked under an earlier guideline: the
   *     audit and the re-asked may hold them, no other arm does
   * @param examples vectors of the policy's own examples
   * @param pairs the pairs found this round; pairs with an item that is no candidate are left out
   * @param cut the score from which an item is predicted positive
   */
  public Pool(
      Collection<Candidate> items,
      Collection<Candidate> issued,
      Collection<String> outdated,
      Collection<float[]> examples,
      Collection<Pair> pairs,
      double cut) {
    this.issuedItems = issued.stream().sorted(Comparator.comparing(Candidate::id)).toList();
    this.issued = issued.stream().map(Candidate::id).collect(Collectors.toUnmodifiableSet());
    this.outdated = Set.copyOf(outdated);
    this.candidates =
        items.stream()
            .filter(item -> !this.issued.contains(item.id()))
            .sorted(Comparator.comparing(Candidate::id))
            .toList();
    requireRoom(candidates.size() + this.issued.size());
    candidates.forEach(Pool::requireFinite);
    issued.forEach(Pool::requireFinite);
    this.numbers =
        IntStream.range(0, candidates.size())
            .boxed()
            .collect(Collectors.toMap(i -> candidates.get(i).id(), Function.identity()));
    this.examples = List.copyOf(examples);
    this.guards = guards(issued);
    this.pairs = known(pairs);
    this.cut = cut;
    this.byScore = byScore();
    this.byMargin = byMargin(issued);
  }

  /**
   * Makes sure that so many candidates and issued items fit, before their vectors are gathered.
   *
   * @throws org.penumbra.UserException if they do not
   */
  public static void requireRoom(int items) {
    if (items > CAP) {
      throw Errors.tooManyCandidates(items, CAP);
    }
  }

  /** The candidates, by id, outdated ones among them. */
  public List<Candidate> candidates() {
    return candidates;
  }

  /** The score from which an item is predicted positive. */
  public double cut() {
    return cut;
  }

  /** The pairs of two candidates, closest first. */
  public List<Pair> pairs() {
    return pairs;
  }

  /** Numbers of the open candidates from the highest to the lowest score, equal ones by id. */
  public List<Integer> fromHighest() {
    return byScore;
  }

  /**
   * Numbers of the open candidates from the closest in rank to the cut outwards, of two at the same
   * distance the higher-scored first. Ranks are places in the order of all items by score, issued
   * ones included.
   */
  public List<Integer> fromCut() {
    return byMargin;
  }

  /** Ids of the items of earlier batches. */
  public Set<String> issued() {
    return issued;
  }

  /** The items of earlier batches, by id. */
  public List<Candidate> issuedItems() {
    return issuedItems;
  }

  /** Whether the student's probability is known of every candidate and issued item. */
  public boolean calibrated() {
    return Stream.concat(candidates.stream(), issuedItems.stream())
        .noneMatch(item -> Double.isNaN(item.probability()));
  }

  /** Vectors of the policy's own examples. */
  List<float[]> examples() {
    return examples;
  }

  /** Whether any arm may choose a candidate. */
  boolean open(int number) {
    return !outdated.contains(candidates.get(number).id());
  }

  /** Numbers of the candidates that any arm may choose, ascending. */
  int[] openNumbers() {
    return IntStream.range(0, candidates.size()).filter(this::open).toArray();
  }

  /** Vectors of some candidates, in their order. */
  float[][] vectors(int[] numbers) {
    return Arrays.stream(numbers)
        .mapToObj(number -> candidates.get(number).vector())
        .toArray(float[][]::new);
  }

  /** The number of a candidate, null when the item is none. */
  Integer number(String id) {
    return numbers.get(id);
  }

  /** Vectors a new item must not be a near-duplicate of. */
  List<float[]> guards() {
    return guards;
  }

  private List<float[]> guards(Collection<Candidate> issued) {
    List<float[]> all =
        Stream.concat(issued.stream(), outdatedCandidates())
            .sorted(Comparator.comparing(Candidate::id))
            .map(Candidate::vector)
            .collect(Collectors.toList());
    all.addAll(examples);
    return List.copyOf(all);
  }

  private Stream<Candidate> outdatedCandidates() {
    return candidates.stream().filter(candidate -> outdated.contains(candidate.id()));
  }

  private List<Pair> known(Collection<Pair> found) {
    Set<String> seen = new HashSet<>();
    return found.stream()
        .filter(pair -> isOpen(pair.positiveId()) && isOpen(pair.negativeId()))
        .sorted(Pair.CLOSEST_FIRST.thenComparing(Pair::cell))
        .filter(pair -> seen.add(pair.pairId()))
        .toList();
  }

  private boolean isOpen(String id) {
    return numbers.containsKey(id) && !outdated.contains(id);
  }

  private List<Integer> byScore() {
    return IntStream.range(0, candidates.size())
        .filter(this::open)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -candidates.get(i).score()))
        .toList();
  }

  private List<Integer> byMargin(Collection<Candidate> issued) {
    List<Candidate> taken = Stream.concat(issued.stream(), outdatedCandidates()).toList();
    double[] takenScores = taken.stream().mapToDouble(c -> -c.score()).sorted().toArray();
    double[] distances = new double[candidates.size()];
    long aboveCut =
        byScore.stream().filter(i -> candidates.get(i).score() >= cut).count()
            + taken.stream().filter(c -> c.score() >= cut).count();
    int passed = 0;
    for (int place = 0; place < byScore.size(); place++) {
      int number = byScore.get(place);
      while (passed < takenScores.length && -takenScores[passed] > candidates.get(number).score()) {
        passed++;
      }
      distances[number] = Math.abs(place + passed + 0.5 - aboveCut);
    }
    // Sorting is stable: ties keep the order by score.
    return byScore.stream().sorted(Comparator.comparingDouble(i -> distances[i])).toList();
  }

  private static void requireFinite(Candidate candidate) {
    if (!Double.isFinite(candidate.score())) {
      throw Errors.scoreNotFinite(candidate.id(), candidate.score());
    }
  }
}
