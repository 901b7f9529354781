package org.penumbra.jobs.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.penumbra.jobs.corpus.CorpusRow;
import org.penumbra.jobs.corpus.RejectReason;
import org.penumbra.triage.HashedWords;
import org.penumbra.triage.Triage;
import org.penumbra.triage.TriageModel;

class SiftedRowsTest {

  private static final int ROWS = 4_000;

  @Test
  void withoutTriageEveryRowComesThroughWithItsId() {
    SiftedRows sifted = new SiftedRows(rows().iterator());

    List<SiftedRow> all = all(sifted);

    assertThat(all).hasSize(ROWS + 1).allSatisfy(row -> assertThat(row.auditWeight()).isNull());
    assertThat(all.get(0).id()).isEqualTo("r0");
    assertThat(sifted.dropped()).isZero();
  }

  @Test
  void whatTriageDropsIsCountedAndDrawnAtItsWeight() {
    // A third is kept, a third are near misses, a third far ones.
    Triage triage = new Triage(byWord(), 1, 0);
    SiftedRows sifted =
        new SiftedRows(
            rows().iterator(),
            new Scoring(triage, null, null, Set.of(), new float[0][], 1, Scoring.SAMPLE),
            new PoolBounds(0.1, Double.NEGATIVE_INFINITY),
            17);

    List<SiftedRow> all = all(sifted);

    long kept = all.stream().filter(row -> row.auditWeight() == null).count();
    double near = all.stream().filter(row -> Integer.valueOf(4).equals(row.auditWeight())).count();
    double far = all.stream().filter(row -> Integer.valueOf(1).equals(row.auditWeight())).count();
    // With the reject.
    assertThat(kept).isEqualTo((ROWS + 2) / 3 + 1);
    assertThat(near / (ROWS / 3.0)).isCloseTo(0.4, within(0.05));
    assertThat(far / (ROWS / 3.0)).isCloseTo(0.1, within(0.03));
    assertThat(sifted.dropped()).isEqualTo(ROWS + 1 - all.size());
    assertThat(sifted.extraWeight()).isEqualTo(3 * ((ROWS + 1) / 3));
  }

  private static List<SiftedRow> all(SiftedRows sifted) {
    List<SiftedRow> all = new ArrayList<>();
    sifted.forEachRemaining(all::add);
    return all;
  }

  private static List<CorpusRow> rows() {
    List<CorpusRow> rows = new ArrayList<>();
    String[] words = {"keep", "near", "far"};
    for (int i = 0; i < ROWS; i++) {
      rows.add(CorpusRow.item(i, "r" + i, words[i % 3], null, null));
    }
    rows.add(CorpusRow.reject(ROWS, RejectReason.NO_TEXT, ""));
    return rows;
  }

  /** Scores 2, 0.5 and -1. */
  private static TriageModel byWord() {
    HashedWords words = HashedWords.STANDARD;
    float[] weights = new float[words.places()];
    weights[words.windows("keep").get(0).indices()[0]] = 2;
    weights[words.windows("near").get(0).indices()[0]] = 0.5f;
    weights[words.windows("far").get(0).indices()[0]] = -1;
    return new TriageModel(words, weights, 0);
  }
}
