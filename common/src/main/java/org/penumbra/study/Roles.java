package org.penumbra.study;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.penumbra.Errors;
import org.penumbra.StableHash;
import org.penumbra.simulate.RaterModel;
import org.penumbra.simulate.SimulatedRaters;

/**
 * Who is who in one play of the loop: the reference that the test set is judged by, what an expert
 * answers, and what a crowd rater answers. No rater is two of them.
 *
 * @param reference 0 or 1 of each item
 * @param expert the answer of an expert
 * @param crowd the answer of one rater of the crowd; of length 0 where there is no crowd
 */
@SuppressWarnings("ArrayRecordComponent") // rows of numbers, shared and never written to
public record Roles(int[] reference, int[] expert, int[] crowd) {

  /** How roles are given out. */
  public sealed interface Rule extends Serializable {

    /** The roles of one play. */
    Roles of(LabelledCorpus corpus, long seed);

    /** The rule where positives will be thinned out to a share. */
    default Rule at(double prevalence) {
      return this;
    }
  }

  /**
   * The label is the reference and what an expert says; the crowd is a random vote where an item
   * has votes. Compares strategies; says nothing about experts against crowds where those votes
   * made the label.
   */
  public record ByLabel() implements Rule {
    @Override
    public Roles of(LabelledCorpus corpus, long seed) {
      boolean voted = corpus.votes().stream().noneMatch(List::isEmpty);
      int[] crowd = new int[voted ? corpus.size() : 0];
      for (int i = 0; i < crowd.length; i++) {
        crowd[i] = shuffled(corpus, i, seed).get(0).answer();
      }
      return new Roles(corpus.labels(), corpus.labels(), crowd);
    }
  }

  /**
   * Raters are dealt out by chance: the majority of some is the reference, some others the experts,
   * one of those left the crowd. An anonymous rater is another one on every item.
   *
   * @param referenceRaters odd
   * @param expertRaters at least 1
   * @param adjudicated whether the experts answer as one, by their majority; else one of them does
   * @param crowdRater name of the rater who is the crowd and on no panel; empty for those left
   */
  public record ByPanel(
      int referenceRaters, int expertRaters, boolean adjudicated, String crowdRater)
      implements Rule {

    public ByPanel {
      if (referenceRaters < 1 || referenceRaters % 2 == 0 || expertRaters < 1) {
        throw new IllegalArgumentException(
            "An odd number of reference raters and at least one expert, not %d and %d"
                .formatted(referenceRaters, expertRaters));
      }
      if (adjudicated && expertRaters % 2 == 0) {
        throw new IllegalArgumentException(
            "A majority takes an odd number of experts, not " + expertRaters);
      }
    }

    @Override
    public Roles of(LabelledCorpus corpus, long seed) {
      int size = corpus.size();
      int[] reference = new int[size];
      int[] expert = new int[size];
      List<Optional<Integer>> crowd = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        List<LabelledCorpus.Vote> votes = shuffled(corpus, i, seed);
        List<LabelledCorpus.Vote> apart = takeAway(votes, crowdRater);
        int experts = Math.min(expertRaters, votes.size() - referenceRaters);
        if (experts < (adjudicated ? expertRaters : 1)) {
          throw Errors.tooFewVotes(
              corpus.name(),
              corpus.ids().get(i),
              votes.size(),
              referenceRaters + (adjudicated ? expertRaters : 1));
        }
        reference[i] = majority(votes.subList(0, referenceRaters));
        List<LabelledCorpus.Vote> panel = votes.subList(referenceRaters, referenceRaters + experts);
        double which = StableHash.unit(seed, "expert of item", corpus.ids().get(i));
        expert[i] = adjudicated ? majority(panel) : panel.get((int) (which * experts)).answer();
        crowd.add(
            crowdRater.isEmpty()
                ? last(votes.subList(referenceRaters + experts, votes.size()))
                : last(apart));
      }
      return new Roles(reference, expert, ofAll(corpus, crowd, crowdRater));
    }

    private static int majority(List<LabelledCorpus.Vote> votes) {
      int positive = votes.stream().mapToInt(LabelledCorpus.Vote::answer).sum();
      return 2 * positive > votes.size() ? 1 : 0;
    }
  }

  /**
   * The label is the reference; the expert is the rater of a name, who answered every item; the
   * crowd another, or on each item any other.
   *
   * @param expertRater whose answers the expert gives
   * @param crowdRater whose answers the crowd gives; empty for one of the others, by chance
   */
  public record ByName(String expertRater, String crowdRater) implements Rule {
    @Override
    public Roles of(LabelledCorpus corpus, long seed) {
      int[] expert = new int[corpus.size()];
      List<Optional<Integer>> crowd = new ArrayList<>();
      for (int i = 0; i < expert.length; i++) {
        int item = i;
        List<LabelledCorpus.Vote> votes = shuffled(corpus, i, seed);
        expert[i] =
            last(takeAway(votes, expertRater))
                .orElseThrow(
                    () -> Errors.noAnswerOf(corpus.name(), corpus.ids().get(item), expertRater));
        crowd.add(last(crowdRater.isEmpty() ? votes : takeAway(votes, crowdRater)));
      }
      return new Roles(corpus.labels(), expert, ofAll(corpus, crowd, crowdRater));
    }
  }

  /**
   * The label is the reference; expert and crowd are simulated: the label with errors at random, at
   * which two experts, and an expert and the crowd, reach a kappa.
   *
   * @param expertKappa pairwise kappa of two experts, in (0, 1]
   * @param crowdKappa kappa of the crowd and an expert, in (0, 1]
   * @param prevalence share of positives at which they reach them, in (0, 1)
   */
  public record BySimulation(double expertKappa, double crowdKappa, double prevalence)
      implements Rule {

    public BySimulation {
      if (!(expertKappa > 0 && expertKappa <= 1 && crowdKappa > 0 && crowdKappa <= 1)) {
        throw new IllegalArgumentException(
            "Kappas lie above 0 and at most at 1, not %s and %s"
                .formatted(expertKappa, crowdKappa));
      }
    }

    @Override
    public Rule at(double share) {
      return new BySimulation(expertKappa, crowdKappa, share);
    }

    @Override
    public Roles of(LabelledCorpus corpus, long seed) {
      RaterModel expert = RaterModel.reaching("expert", expertKappa, prevalence);
      RaterModel crowd = expert.partnerReaching("crowd", crowdKappa, prevalence);
      SimulatedRaters raters = new SimulatedRaters(seed);
      int[] ofExpert = new int[corpus.size()];
      int[] ofCrowd = new int[corpus.size()];
      for (int i = 0; i < ofExpert.length; i++) {
        String id = corpus.ids().get(i);
        ofExpert[i] = raters.answer(expert, id, corpus.labels()[i], false);
        ofCrowd[i] = raters.answer(crowd, id, corpus.labels()[i], false);
      }
      return new Roles(corpus.labels(), ofExpert, ofCrowd);
    }
  }

  /** Takes a rater's votes out of a list. */
  private static List<LabelledCorpus.Vote> takeAway(List<LabelledCorpus.Vote> votes, String rater) {
    List<LabelledCorpus.Vote> taken =
        votes.stream().filter(vote -> vote.rater().equals(rater)).toList();
    votes.removeAll(taken);
    return taken;
  }

  private static Optional<Integer> last(List<LabelledCorpus.Vote> votes) {
    return votes.isEmpty() ? Optional.empty() : Optional.of(votes.get(votes.size() - 1).answer());
  }

  /** One answer per item; none at all where any item has none, which a named rater must not do. */
  private static int[] ofAll(LabelledCorpus corpus, List<Optional<Integer>> answers, String rater) {
    int missing = answers.indexOf(Optional.<Integer>empty());
    if (missing >= 0 && !rater.isEmpty()) {
      throw Errors.noAnswerOf(corpus.name(), corpus.ids().get(missing), rater);
    }
    return answers.stream().allMatch(Optional::isPresent)
        ? answers.stream().mapToInt(Optional::orElseThrow).toArray()
        : new int[0];
  }

  /** The votes of an item in an order of raters that chance made: one order for all items. */
  private static List<LabelledCorpus.Vote> shuffled(LabelledCorpus corpus, int item, long seed) {
    String id = corpus.ids().get(item);
    List<LabelledCorpus.Vote> votes = new ArrayList<>(corpus.votes().get(item));
    votes.sort(
        Comparator.comparingLong(
            vote ->
                StableHash.bits(
                    seed, "role of rater", vote.anonymous() ? id + vote.rater() : vote.rater())));
    return votes;
  }
}
