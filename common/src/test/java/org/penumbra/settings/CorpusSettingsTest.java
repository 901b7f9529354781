package org.penumbra.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CorpusSettingsTest {

  @Test
  void hasTheDefaultsOfTheFile() {
    CorpusSettings defaults = new SettingsLoader().load(List.of()).corpus();

    assertThat(defaults)
        .isEqualTo(
            new CorpusSettings(
                null,
                "auto",
                null,
                null,
                null,
                "text",
                null,
                null,
                new DataSize(1048576),
                100000,
                new DataSize(1048576),
                256));
  }

  @Test
  void takesEveryKey() {
    List<String> sets =
        List.of(
            "corpus.uri=hdfs://name/ads/*.jsonl",
            "corpus.format=jsonl",
            "corpus.table=db.ads",
            "corpus.where=day = '2026-01-01'",
            "corpus.id=ad_id",
            "corpus.text=body",
            "corpus.group=advertiser",
            "corpus.language=lang",
            "corpus.shard-size=64 MB",
            "corpus.max-shards=7",
            "corpus.max-text-size=10kB",
            "corpus.wave-shards=8");

    CorpusSettings changed = new SettingsLoader().load(sets).corpus();

    assertThat(changed)
        .isEqualTo(
            new CorpusSettings(
                "hdfs://name/ads/*.jsonl",
                "jsonl",
                "db.ads",
                "day = '2026-01-01'",
                "ad_id",
                "body",
                "advertiser",
                "lang",
                new DataSize(64_000_000),
                7,
                new DataSize(10_000),
                8));
  }
}
