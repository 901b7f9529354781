package org.penumbra.jobs.llm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.penumbra.StableHash;
import org.penumbra.jobs.state.LocalStore;
import org.penumbra.jobs.state.Store;
import org.penumbra.llm.Answer;
import org.penumbra.llm.Judgement;
import org.penumbra.llm.Usage;

class AnswerFilesTest {

  private static final HashRange ALL = HashRange.part(0, 1);

  @TempDir private Path folder;

  private Store store;
  private AnswerFiles<Judgement> files;

  @BeforeEach
  void open() {
    store = new LocalStore(folder);
    files = scores("abc");
  }

  @Test
  void keepsScoresAndReasons() {
    Answer<Judgement> scored =
        new Answer<>(hash("a"), new Judgement(0.25, 0.125), null, true, new Usage(2, 300, 4));
    Answer<Judgement> rejected =
        new Answer<>(hash("b"), null, "content filter", true, new Usage(1, 0, 0));

    files.add(ALL, List.of(scored, rejected));

    assertThat(read(ALL)).containsEntry(hash("a"), scored).containsEntry(hash("b"), rejected);
  }

  @Test
  void aRangeHasItsOwnAnswersWhateverFileTheyLieIn() {
    List<Answer<Judgement>> many = answers(100);
    files.add(ALL, many);

    SortedMap<String, Answer<Judgement>> half = read(HashRange.part(1, 2));

    assertThat(half.keySet()).allMatch(hash -> hash.compareTo("8") >= 0);
    assertThat(half).hasSizeBetween(30, 70);
    assertThat(read(HashRange.part(0, 2)).size() + half.size()).isEqualTo(100);
  }

  @Test
  void compactionPutsARangeIntoOneFileAndLeavesOtherRangesAlone() {
    HashRange low = HashRange.part(0, 2);
    HashRange high = HashRange.part(1, 2);
    List<Answer<Judgement>> lows =
        answers(100).stream().filter(one -> low.contains(one.textHash())).toList();
    List<Answer<Judgement>> highs =
        answers(100).stream().filter(one -> high.contains(one.textHash())).toList();
    List<String> held = new ArrayList<>();
    held.add(files.add(low, lows.subList(0, 10)));
    held.add(files.add(low, lows.subList(10, lows.size())));
    String other = files.add(high, highs);
    held.add(other);

    files.compact(low, lows, held);

    assertThat(files.names()).hasSize(2).contains(other);
    assertThat(read(low)).hasSize(lows.size());
    assertThat(read(high)).hasSize(highs.size());
  }

  @Test
  void aFileThatIsGoneSinceItWasListedSaysSo() {
    String gone = files.add(ALL, answers(3));
    List<String> listed = files.names();
    store.delete("answers/request=abc/" + gone);

    assertThat(files.read(ALL, listed)).isEmpty();
    assertThat(files.read(ALL, files.names())).isPresent();
  }

  @Test
  void leavesOutWhatIsForgottenAndNothingElse() {
    files.add(ALL, answers(10));
    String file = AnswerFiles.all(store).get(0);
    String forgotten = hash("t3");

    assertThat(AnswerFiles.count(store, file, forgotten::equals)).isEqualTo(1);
    AnswerFiles.leaveOut(store, file, forgotten::equals);

    assertThat(read(ALL)).hasSize(9).doesNotContainKey(forgotten);
    String left = AnswerFiles.all(store).get(0);
    AnswerFiles.leaveOut(store, left, forgotten::equals);
    assertThat(AnswerFiles.all(store)).containsExactly(left);
  }

  @Test
  void knowsOfAnswersToOtherRequests() {
    assertThat(scores("abc").onlyOthers()).isFalse();
    files.add(ALL, answers(1));
    assertThat(scores("abc").onlyOthers()).isFalse();
    assertThat(scores("def").onlyOthers()).isTrue();
  }

  @Test
  void keepsVectorsAndLeavesOutWhatIsForgotten() {
    AnswerFiles<float[]> vectors = new AnswerFiles<>(store, "vec", new VectorColumns());
    vectors.add(
        ALL,
        List.of(
            new Answer<>(hash("a"), new float[] {0.6f, 0.8f}, null, true, new Usage(1, 9, 0)),
            new Answer<>(hash("b"), new float[] {1, 0}, null, true, new Usage(0, 7, 0)),
            new Answer<>(hash("c"), null, "content filter", true, new Usage(1, 0, 0))));
    String file = AnswerFiles.all(store).get(0);

    AnswerFiles.leaveOut(store, file, hash("b")::equals);

    SortedMap<String, Answer<float[]>> left = vectors.read(ALL, vectors.names()).orElseThrow();
    assertThat(left).containsOnlyKeys(hash("a"), hash("c"));
    assertThat(left.get(hash("a")).brought()).containsExactly(0.6f, 0.8f);
    assertThat(left.get(hash("a")).usage()).isEqualTo(new Usage(1, 9, 0));
    assertThat(left.get(hash("c")).brought()).isNull();
    assertThat(left.get(hash("c")).reason()).isEqualTo("content filter");
    AnswerFiles.leaveOut(store, AnswerFiles.all(store).get(0), hash -> true);
    assertThat(vectors.read(ALL, vectors.names()).orElseThrow()).isEmpty();
  }

  @Test
  void vectorsAreNoAnswersToOtherQuestionsOfAModel() {
    new AnswerFiles<>(store, "vec", new VectorColumns())
        .add(ALL, List.of(new Answer<>(hash("a"), new float[] {1}, null, true, Usage.NONE)));

    assertThat(scores("def").onlyOthers()).isFalse();
    files.add(ALL, answers(1));
    assertThat(scores("def").onlyOthers()).isTrue();
  }

  private AnswerFiles<Judgement> scores(String requestHash) {
    return new AnswerFiles<>(store, requestHash, new ScoreColumns());
  }

  private SortedMap<String, Answer<Judgement>> read(HashRange range) {
    return files.read(range, files.names()).orElseThrow();
  }

  private static List<Answer<Judgement>> answers(int count) {
    List<Answer<Judgement>> answers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      answers.add(
          new Answer<>(
              hash("t" + i), new Judgement(i / 100.0, 0), null, true, new Usage(1, 10, 1)));
    }
    return answers;
  }

  private static String hash(String text) {
    return StableHash.id128(text);
  }
}
