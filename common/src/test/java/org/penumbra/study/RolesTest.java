package org.penumbra.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
        IntStream.range(0, size).mapToObj("i%02d"::formatted).toList(),
        new float[size][1],
        ngrams,
        new int[size],
        votes);
  }

  @Test
  void noRaterPlaysTwoParts() {
    for (long seed = 0; seed < 50; seed++) {
      int parts = 0;
      for (String rater : List.of("a", "b", "c")) {
        Roles roles = new Roles.ByPanel(1, 1).of(only(rater, "a", "b", "c"), seed);
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
      assertThat(new Roles.ByPanel(1, 1).of(three, seed).reference())
          .containsOnly(new Roles.ByPanel(1, 1).of(three, seed).reference()[0]);
    }
  }

  @Test
  void anAnonymousRaterIsAnotherOneOnEveryItem() {
    List<Vote> votes = List.of(new Vote("?0", 1), new Vote("?1", 0), new Vote("?2", 0));
    LabelledCorpus many = corpus(Collections.nCopies(60, votes));

    assertThat(new Roles.ByPanel(1, 1).of(many, 3).reference()).contains(0, 1);
  }

  @Test
  void theReferenceIsTheMajorityOfItsRaters() {
    List<Vote> votes =
        List.of(new Vote("a", 1), new Vote("b", 1), new Vote("c", 1), new Vote("d", 1));

    assertThat(new Roles.ByPanel(3, 1).of(corpus(List.of(votes)), 1).reference()[0]).isEqualTo(1);
  }

  @Test
  void aPanelThatIsTooSmallIsRefused() {
    assertThatThrownBy(() -> new Roles.ByPanel(3, 1).of(only("a", "a", "b", "c"), 1))
        .hasMessage("Item i00 has 3 votes, too few for 3 reference raters and an expert");
    assertThatThrownBy(() -> new Roles.ByPanel(2, 1))
        .hasMessage("An odd number of reference raters and at least one expert, not 2 and 1");
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
    assertThat(new Roles.ByName("judge", "nobody").of(corpus, 1).crowd()).isEmpty();
    assertThatThrownBy(() -> new Roles.ByName("nobody", "crowd").of(corpus, 1))
        .hasMessage("Item i00 has no answer of nobody");
  }

  @Test
  void simulatedRatersErrAtRandomAroundTheLabel() {
    LabelledCorpus corpus = Toy.corpus(4000);
    Roles roles = new Roles.BySimulation(.8, .5).of(corpus, 1);
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
