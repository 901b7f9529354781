package org.penumbra.agree;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.penumbra.Errors;
import org.penumbra.label.Answer;
import org.penumbra.label.ExpertLabel;
import org.penumbra.label.Phase;

/**
 * The blind first answers of one policy and guideline version, by item. Items, raters and groups
 * are held sorted, so that every sum over them has one order whatever the order of the input.
 */
public final class Ratings {

  record Item(String id, String group, double weight, SortedMap<String, Answer> answers) {

    /** How many raters gave an answer that counts. */
    long answered(Categories categories) {
      return answers.values().stream().filter(answer -> categories.code(answer) >= 0).count();
    }

    /** The answers that count, by rater. */
    List<Rating> ratings(Categories categories) {
      return answers.entrySet().stream()
          .filter(answer -> categories.code(answer.getValue()) >= 0)
          .map(answer -> new Rating(id, group, answer.getKey(), answer.getValue(), weight))
          .toList();
    }

    /** How many gave each of them. */
    int[] counts(Categories categories) {
      int[] counts = new int[categories.count()];
      for (Answer answer : answers.values()) {
        if (categories.code(answer) >= 0) {
          counts[categories.code(answer)]++;
        }
      }
      return counts;
    }
  }

  private final List<Item> items;
  private final List<String> groups;

  private Ratings(List<Item> items, List<String> groups) {
    this.items = items;
    this.groups = groups;
  }

  /**
   * Collects ratings.
   *
   * @throws IllegalArgumentException if a rater answered an item twice, or an item's ratings differ
   *     in group or weight
   */
  public static Ratings of(Collection<Rating> ratings) {
    SortedMap<String, Item> items = new TreeMap<>();
    for (Rating rating : ratings) {
      Item item =
          items.computeIfAbsent(
              rating.itemId(),
              id -> new Item(id, rating.group(), rating.weight(), new TreeMap<>()));
      if (!item.group().equals(rating.group()) || item.weight() != rating.weight()) {
        throw new IllegalArgumentException(
            "The ratings of item " + item.id() + " differ in group or weight");
      }
      if (item.answers().put(rating.rater(), rating.answer()) != null) {
        throw new IllegalArgumentException(
            "Rater " + rating.rater() + " answered item " + item.id() + " twice");
      }
    }
    return ofItems(List.copyOf(items.values()));
  }

  /**
   * Collects the blind first answers among some labels.
   *
   * @param groupOfItem what is drawn together in a bootstrap, by item id; an item without one is
   *     its own group
   * @param weightOfItem design weights by item id; an item without one weighs 1
   * @throws org.penumbra.UserException if they follow more than one guideline version
   */
  public static Ratings ofFirstAnswers(
      Collection<ExpertLabel> labels,
      Map<String, String> groupOfItem,
      Map<String, Double> weightOfItem) {
    List<ExpertLabel> first =
        labels.stream().filter(label -> label.phase() == Phase.FIRST).toList();
    List<String> versions =
        first.stream().map(ExpertLabel::guidelineVersion).distinct().sorted().toList();
    if (versions.size() > 1) {
      throw Errors.guidelinesMixed(versions);
    }
    return of(
        first.stream()
            .map(
                label ->
                    new Rating(
                        label.itemId(),
                        groupOfItem.getOrDefault(label.itemId(), label.itemId()),
                        label.rater(),
                        label.answer(),
                        weightOfItem.getOrDefault(label.itemId(), 1.0)))
            .toList());
  }

  /** The groups of the items, sorted. */
  public List<String> groups() {
    return groups;
  }

  /** The raters, sorted. */
  public List<String> raters() {
    TreeSet<String> raters = new TreeSet<>();
    items.forEach(item -> raters.addAll(item.answers().keySet()));
    return List.copyOf(raters);
  }

  /** All of them, by item and rater. */
  public List<Rating> ratings() {
    List<Rating> all = new ArrayList<>();
    for (Item item : items) {
      item.answers()
          .forEach(
              (rater, answer) ->
                  all.add(new Rating(item.id(), item.group(), rater, answer, item.weight())));
    }
    return all;
  }

  /** The weighted share of positive among the decided answers to doubled items, or NaN. */
  public double positiveShare() {
    double answers = 0;
    double positives = 0;
    for (Item item : items) {
      int[] counts = item.counts(Categories.DECIDED);
      int all = counts[0] + counts[1];
      if (all > 1) {
        answers += all * item.weight();
        positives += counts[1] * item.weight();
      }
    }
    return positives / answers;
  }

  /** The pairs of decided answers to the same item. */
  public double comparisons() {
    double pairs = 0;
    for (Item item : items) {
      long all = item.answered(Categories.DECIDED);
      pairs += all * (all - 1) / 2.0;
    }
    return pairs;
  }

  /** Whether some items count for more than others. */
  public boolean weighted() {
    return items.stream().mapToDouble(Item::weight).distinct().count() > 1;
  }

  /** How many groups hold an item with two decided answers at least. */
  int doubledGroups() {
    return (int)
        items.stream()
            .filter(item -> item.answered(Categories.DECIDED) > 1)
            .map(Item::group)
            .distinct()
            .count();
  }

  /** The items with at least so many answers that count. */
  public Ratings withAnswers(int answers, Categories categories) {
    return only(item -> item.answered(categories) >= answers);
  }

  /** How many items have at least so many answers that count. */
  public int itemsWith(int answers, Categories categories) {
    return (int) items.stream().filter(item -> item.answered(categories) >= answers).count();
  }

  /** The most answers that count on any item. */
  public int mostAnswers(Categories categories) {
    return items.stream().mapToInt(item -> (int) item.answered(categories)).max().orElse(0);
  }

  /** The answers of some raters alone. */
  public Ratings byRaters(Predicate<String> wanted) {
    List<Item> kept = new ArrayList<>();
    for (Item item : items) {
      SortedMap<String, Answer> answers = new TreeMap<>(item.answers());
      answers.keySet().removeIf(wanted.negate());
      if (!answers.isEmpty()) {
        kept.add(new Item(item.id(), item.group(), item.weight(), answers));
      }
    }
    return ofItems(kept);
  }

  List<Item> items() {
    return items;
  }

  /** Where an item's group stands in {@link #groups}. */
  int groupOf(Item item) {
    return Collections.binarySearch(groups, item.group());
  }

  /** The items on which the experts can be held against one another and against the model. */
  Ratings doubled(Map<String, Answer> model, Categories categories) {
    return only(
        item ->
            item.answered(categories) >= 2
                && model.containsKey(item.id())
                && categories.code(model.get(item.id())) >= 0);
  }

  private Ratings only(Predicate<Item> kept) {
    return ofItems(items.stream().filter(kept).toList());
  }

  private static Ratings ofItems(List<Item> items) {
    TreeSet<String> groups = new TreeSet<>();
    items.forEach(item -> groups.add(item.group()));
    return new Ratings(items, List.copyOf(groups));
  }
}
