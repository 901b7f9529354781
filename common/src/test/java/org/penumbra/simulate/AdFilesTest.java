package org.penumbra.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdFilesTest {

  @TempDir private Path folder;

  @Test
  void keepsTheHiddenTruthApartFromTheTexts() throws IOException {
    Path corpus = folder.resolve("corpus.jsonl");
    Path truth = folder.resolve("truth.jsonl");
    Stream<Ad> ads =
        Stream.of(
            new Ad("ad-1", "Say \"tea\".", 1, true, "s", Side.POOL),
            new Ad("ad-2", "Malmö ✨", 0, false, "s", Side.POOL));

    assertThat(new AdFiles().write(ads, corpus, truth)).isEqualTo(2);

    assertThat(corpus)
        .hasContent(
            """
            {"id":"ad-1","text":"Say \\"tea\\"."}
            {"id":"ad-2","text":"Malmö ✨"}
            """);
    assertThat(truth)
        .hasContent(
            """
            {"id":"ad-1","label":1,"borderline":true}
            {"id":"ad-2","label":0,"borderline":false}
            """);
  }
}
