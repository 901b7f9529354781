package org.penumbra.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.penumbra.student.SparseVector;
import org.penumbra.study.LabelledCorpus.Vote;

class RolesTest {

  /** On every item one rater alone says 1: who that is shows who plays what. */
  private static LabelledCorpus only(String positive, String... raters) {
    return corpus(
        List.of(
            List.of(raters).stream()
                .map(rater -> new Vote(rater, rater.equals(positive) ? 1 : 0))
                .toList()));
  }

  private static LabelledCorpus corpus(List<List<Vote>> votes) {
    int size = votes.size();
    SparseVector[] ngrams = new SparseVector[size];
    Arrays.fill(ngrams, SparseVector.ZERO);
    return new LabelledCorpus(
        "made",
        IntStream.range(0, size).mapToObj("i%03d"::formatted).toList(),
        Collections.nCopies(size, "a text"),
        new float[size][1],
        ngrams,
        new int[size],
        votes);
  }

  private static Roles.ByPanel panel(int reference, int experts) {
    return new Roles.ByPanel(reference, experts, false, "");
  }

  @Test
  void noRaterPlaysTwoParts() {
    for (long seed = 0; seed < 50; seed++) {
      int parts = 0;
      for (String rater : List.of("a", "b", "c")) {
        Roles roles = panel(1, 1).of(only(rater, "a", "b", "c"), seed);
        parts += roles.reference()[0] + roles.expert()[0] + roles.crowd()[0];
        assertThat(roles.reference()[0] + roles.expert()[0] + roles.crowd()[0]).isEqualTo(1);
      }
      assertThat(parts).isEqualTo(3);
    }
  }

  @Test
  void aNamedRaterPlaysOnePartOnAllItems() {
    List<Vote> votes = List.of(new Vote("a", 1), new Vote("b", 0), new Vote("c", 0));
    LabelledCorpus three = corpus(List.of(votes, votes, votes));

    for (long seed = 0; seed < 20; seed++) {
      assertThat(panel(1, 1).of(three, seed).reference())
          .containsOnly(panel(1, 1).of(three, seed).reference()[0]);
    }
  }

  @Test
  void anAnonymousRaterIsAnotherOneOnEveryItem() {
    List<Vote> votes = List.of(new Vote("?0", 1), new Vote("?1", 0), new Vote("?2", 0));
    LabelledCorpus many = corpus(Collections.nCopies(60, votes));

    assertThat(panel(1, 1).of(many, 3).reference()).contains(0, 1);
  }

  @Test
  void theReferenceIsTheMajorityOfItsRaters() {
    List<Vote> votes =
        List.of(new Vote("a", 1), new Vote("b", 1), new Vote("c", 1), new Vote("d", 1));

    assertThat(panel(3, 1).of(corpus(List.of(votes)), 1).reference()[0]).isEqualTo(1);
  }

  @Test
  void aPanelThatIsTooSmallIsRefused() {
    assertThatThrownBy(() -> panel(3, 1).of(only("a", "a", "b", "c"), 1))
        .hasMessage(
            "Cannot give out roles on the labelled corpus made: item 'i000' has 3 votes, and"
                + " reference and experts take 4. Leave such items out with corpus.where.");
    assertThatThrownBy(() -> panel(2, 1))
        .hasMessage("An odd number of reference raters and at least one expert, not 2 and 1");
  }

  @Test
  void adjudicatedExpertsAnswerByTheirMajority() {
    List<Vote> votes = new ArrayList<>();
    for (int rater = 0; rater < 7; rater++) {
      votes.add(new Vote("?" + rater, rater < 4 ? 1 : 0));
    }
    LabelledCorpus many = corpus(Collections.nCopies(200, votes));

    Roles roles = new Roles.ByPanel(1, 5, true, "").of(many, 1);

    // One of seven is the reference and one the crowd: two 1s and three 0s at worst, or 4 and 1.
    for (int i = 0; i < 200; i++) {
      int ones = 4 - roles.reference()[i] - roles.crowd()[i];
      assertThat(roles.expert()[i]).isEqualTo(ones >= 3 ? 1 : 0);
    }
    assertThat(roles.expert()).contains(0, 1);
    assertThatThrownBy(() -> new Roles.ByPanel(1, 4, true, ""))
        .hasMessage("A majority takes an odd number of experts, not 4");
    assertThatThrownBy(() -> new Roles.ByPanel(3, 5, true, "").of(many, 1))
        .hasMessageContaining("item 'i000' has 7 votes, and reference and experts take 8.");
  }

  @Test
  void aCrowdOfANameIsOnNoPanel() {
    List<Vote> votes =
        List.of(new Vote("?0", 1), new Vote("?1", 1), new Vote("?2", 1), new Vote("mob", 0));
    LabelledCorpus many = corpus(Collections.nCopies(50, votes));

    Roles roles = new Roles.ByPanel(1, 1, false, "mob").of(many, 1);

    assertThat(roles.reference()).containsOnly(1);
    assertThat(roles.expert()).containsOnly(1);
    assertThat(roles.crowd()).containsOnly(0);
  }

  @Test
  void withoutVotesThereIsNoCrowd() {
    assertThat(new Roles.ByLabel().of(corpus(List.of(List.of())), 1).crowd()).isEmpty();
  }

  @Test
  void namedRatersAnswerForExpertAndCrowd() {
    LabelledCorpus corpus =
        corpus(List.of(List.of(new Vote("judge", 1), new Vote("crowd", 0), new Vote("x", 0))));

    Roles roles = new Roles.ByName("judge", "crowd").of(corpus, 1);

    assertThat(roles.expert()).containsExactly(1);
    assertThat(roles.crowd()).containsExactly(0);
    assertThat(new Roles.ByName("judge", "").of(corpus, 1).crowd()).containsExactly(0);
    assertThatThrownBy(() -> new Roles.ByName("nobody", "crowd").of(corpus, 1))
        .hasMessage(
            "Cannot give out roles on the labelled corpus made: item 'i000' has no answer of the"
                + " rater 'nobody'. Leave such items out with corpus.where, or name another rater.");
    assertThatThrownBy(() -> new Roles.ByName("judge", "nobody").of(corpus, 1))
        .hasMessageContaining("no answer of the rater 'nobody'");
  }

  @Test
  void simulatedRatersErrAtRandomAroundTheLabel() {
    LabelledCorpus corpus = Toy.corpus(4000);
    Roles roles = new Roles.BySimulation(.8, .5, .5).at(.3).of(corpus, 1);
    Set<Double> errors = new HashSet<>();
    for (int[] answers : List.of(roles.expert(), roles.crowd())) {
      int wrong = 0;
      for (int i = 0; i < answers.length; i++) {
        wrong += answers[i] == corpus.labels()[i] ? 0 : 1;
      }
      errors.add(wrong / 4000.0);
    }

    assertThat(errors).hasSize(2).allMatch(error -> error > .01 && error < .3);
    assertThat(roles.reference()).isEqualTo(corpus.labels());
  }
}
