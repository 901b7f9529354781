package org.penumbra.agree;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.penumbra.Interval;
import org.penumbra.label.Answer;

/** One rater's decided first answers, and the others' to the same items. */
final class RaterAmongOthers {

  private final String name;
  private final SortedMap<String, Answer> own = new TreeMap<>();
  private final List<Rating> majority = new ArrayList<>();
  private final double kappa;
  private final KappaInterval intervals;

  RaterAmongOthers(String name, Ratings ratings) {
    this.name = name;
    List<Rating> beside = new ArrayList<>();
    for (Ratings.Item item : ratings.items()) {
      Answer answer = item.answers().getOrDefault(name, Answer.INVALID);
      if (answer.decided() && item.answered(Categories.DECIDED) > 1) {
        own.put(item.id(), answer);
        add(beside, item);
      }
    }
    ModelAgreement agreement = new ModelAgreement(Ratings.of(beside), own);
    this.kappa = agreement.kappa(Categories.DECIDED).value();
    this.intervals = agreement.intervals();
  }

  private void add(List<Rating> beside, Ratings.Item item) {
    int lead = 0;
    for (Rating rating : item.ratings(Categories.DECIDED)) {
      if (!rating.rater().equals(name)) {
        beside.add(rating);
        lead += rating.answer() == Answer.POSITIVE ? 1 : -1;
      }
    }
    if (lead != 0) {
      Answer most = lead > 0 ? Answer.POSITIVE : Answer.NEGATIVE;
      majority.add(new Rating(item.id(), item.group(), "others", most, item.weight()));
    }
  }

  String name() {
    return name;
  }

  /** Items that another rater decided too. */
  int commonItems() {
    return own.size();
  }

  /** The mean of Cohen's kappa with each other rater, or NaN. */
  double kappa() {
    return kappa;
  }

  /** The same, with its interval by group. */
  Interval interval(double level) {
    return intervals.at(level);
  }

  /** Against the majority of the others; ties are left out. */
  Confusion againstOthers() {
    return Confusion.of(majority, own);
  }
}
