package org.penumbra.jobs.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.penumbra.StableHash;
import org.penumbra.jobs.corpus.CorpusRow;
import org.penumbra.jobs.corpus.ShardReader;
import org.penumbra.jobs.scan.TextDraw.Drawn;
import org.penumbra.jobs.scan.TextDraw.OfPart;

class TextDrawTest {

  @Test
  void aShortShardIsNotDrawnFromMoreThanALongOne() {
    OfPart wholeShort = part("short", 100, 1000);
    OfPart startOfLong = part("long", 10_000, 1000);

    List<String> drawn = TextDraw.smallest(List.of(wholeShort, startOfLong), 2000);

    assertThat(wholeShort.complete()).isTrue();
    assertThat(startOfLong.complete()).isFalse();
    assertThat(drawn).hasSizeBetween(1000, 1100);
    assertThat(drawn.stream().filter(text -> text.startsWith("short")).count()).isBetween(1L, 30L);
  }

  @Test
  void noMoreAreDrawnThanAreWanted() {
    assertThat(TextDraw.smallest(List.of(part("a", 50, 100), part("b", 50, 100)), 20)).hasSize(20);
    assertThat(TextDraw.smallest(List.of(), 20)).isEmpty();
  }

  @Test
  void aCutTearsNoCharacter() {
    String text = "x".repeat(Source.DRAWN_CHARACTERS - 1) + "😀 and more";

    assertThat(TextDraw.start(text)).isEqualTo("x".repeat(Source.DRAWN_CHARACTERS - 1));
    assertThat(TextDraw.start("😀")).isEqualTo("😀");
  }

  @Test
  void whatIsForgottenIsNeverDrawn() {
    OfPart part =
        new TextDraw("test", 1)
            .of(
                new Made("a", "b", "c"),
                10,
                (id, text) -> id.equals("b") || text.equals("text of c"));

    assertThat(part.texts()).extracting(Drawn::text).containsExactly("text of a");
  }

  /** Rows with an id each. */
  private static final class Made implements ShardReader {

    private final Iterator<String> ids;

    Made(String... ids) {
      this.ids = List.of(ids).iterator();
    }

    @Override
    public boolean hasNext() {
      return ids.hasNext();
    }

    @Override
    public CorpusRow next() {
      String id = ids.next();
      return CorpusRow.item(0, id, "text of " + id, null, null);
    }

    @Override
    public long rowsSeen() {
      return 0;
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }

  private static OfPart part(String name, int rows, int most) {
    List<Drawn> all = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      String text = name + row;
      all.add(new Drawn(StableHash.bits(1, "test", text), text));
    }
    all.sort(Comparator.comparingLong(Drawn::hash));
    return new OfPart(all.subList(0, Math.min(rows, most)), rows <= most);
  }
}
