package org.penumbra.study;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
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
   * Raters are dealt out by chance: the majority of some is the reference, one of some others the
   * expert, one of those left the crowd. An anonymous rater is another one on every item.
   *
   * @param referenceRaters odd
   * @param expertRaters at least 1
   */
  public record ByPanel(int referenceRaters, int expertRaters) implements Rule {

    public ByPanel {
      if (referenceRaters % 2 == 0 || expertRaters < 1) {
        throw new IllegalArgumentException(
            "An odd number of reference raters and at least one expert, not %d and %d"
                .formatted(referenceRaters, expertRaters));
      }
    }

    @Override
    public Roles of(LabelledCorpus corpus, long seed) {
      int size = corpus.size();
      int[] reference = new int[size];
      int[] expert = new int[size];
      int[] crowd = new int[size];
      boolean crowded = true;
      for (int i = 0; i < size; i++) {
        List<LabelledCorpus.Vote> votes = shuffled(corpus, i, seed);
        int experts = Math.min(expertRaters, votes.size() - referenceRaters);
        if (experts < 1) {
          throw new IllegalArgumentException(
              "Item %s has %d votes, too few for %d reference raters and an expert"
                  .formatted(corpus.ids().get(i), votes.size(), referenceRaters));
        }
        int positive = 0;
        for (LabelledCorpus.Vote vote : votes.subList(0, referenceRaters)) {
          positive += vote.answer();
        }
        reference[i] = 2 * positive > referenceRaters ? 1 : 0;
        double which = StableHash.unit(seed, "expert of item", corpus.ids().get(i));
        expert[i] = votes.get(referenceRaters + (int) (which * experts)).answer();
        int left = votes.size() - referenceRaters - experts;
        crowded &= left > 0;
        crowd[i] = left > 0 ? votes.get(votes.size() - 1).answer() : 0;
      }
      return new Roles(reference, expert, crowded ? crowd : new int[0]);
    }
  }

  /**
   * The label is the reference; expert and crowd are raters of these names, who answered every
   * item.
   *
   * @param expertRater whose answers the expert gives
   * @param crowdRater whose answers the crowd gives; where any is missing there is no crowd
   */
  public record ByName(String expertRater, String crowdRater) implements Rule {
    @Override
    public Roles of(LabelledCorpus corpus, long seed) {
      int[] expert = new int[corpus.size()];
      int[] crowd = new int[corpus.size()];
      boolean crowded = true;
      for (int i = 0; i < expert.length; i++) {
        int item = i;
        expert[i] =
            answer(corpus, i, expertRater)
                .orElseThrow(
                    () ->
                        new IllegalArgumentException(
                            "Item %s has no answer of %s"
                                .formatted(corpus.ids().get(item), expertRater)));
        Optional<Integer> ofCrowd = answer(corpus, i, crowdRater);
        crowded &= ofCrowd.isPresent();
        crowd[i] = ofCrowd.orElse(0);
      }
      return new Roles(corpus.labels(), expert, crowded ? crowd : new int[0]);
    }

    private static Optional<Integer> answer(LabelledCorpus corpus, int item, String rater) {
      return corpus.votes().get(item).stream()
          .filter(vote -> vote.rater().equals(rater))
          .map(LabelledCorpus.Vote::answer)
          .findFirst();
    }
  }

  /**
   * The label is the reference; expert and crowd are simulated: the label with errors at random, at
   * which two experts, and an expert and the crowd, reach a kappa.
   *
   * @param expertKappa pairwise kappa of two experts, in (0, 1]
   * @param crowdKappa kappa of the crowd and an expert, in (0, 1]
   */
  public record BySimulation(double expertKappa, double crowdKappa) implements Rule {
    @Override
    public Roles of(LabelledCorpus corpus, long seed) {
      double positive = Arrays.stream(corpus.labels()).average().orElse(0);
      RaterModel expert = RaterModel.reaching("expert", expertKappa, positive);
      RaterModel crowd = expert.partnerReaching("crowd", crowdKappa, positive);
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
