package org.penumbra.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.penumbra.embed.EncodedText;
import org.penumbra.embed.TextEncoder;
import org.penumbra.jobs.spark.EncoderSpec;
import org.penumbra.jobs.spark.Encoders;
import org.penumbra.jobs.spark.LocalSpark;
import org.penumbra.pair.EmbeddedItem;
import org.penumbra.pair.NearDuplicates;
import org.penumbra.settings.Settings;
import org.penumbra.settings.SettingsLoader;
import org.penumbra.simulate.Ad;
import org.penumbra.simulate.AdCorpus;

/** The demo's corpus as the encoder sees it. */
@ExtendWith(LocalSpark.class)
class DemoCorpusIT {

  private static final int CHUNK = 500;

  @Test
  void hasFewAdsThatNearlyRepeatAnother(SparkSession spark) {
    assertThat(spark).as("the encoder lies in Spark's folder").isNotNull();
    Settings settings = new SettingsLoader().load(Demo.settings());
    List<Ad> ads =
        AdCorpus.fromResources()
            .generate(settings.demo().items(), settings.seed())
            .sorted(Comparator.comparingInt(ad -> ad.text().length()))
            .toList();
    Map<String, Integer> groups = new HashMap<>();
    NearDuplicates.standard()
        .representatives(encoded(ads, EncoderSpec.of(settings.embedder())))
        .values()
        .forEach(representative -> groups.merge(representative, 1, Integer::sum));

    // Who shares a group has a neighbour within cosine .97, and the other way round.
    int repeated = groups.values().stream().filter(size -> size > 1).mapToInt(size -> size).sum();
    assertThat((double) repeated / ads.size()).isBetween(.005, .20);
  }

  private static List<EmbeddedItem> encoded(List<Ad> ads, EncoderSpec spec) {
    return IntStream.range(0, (ads.size() + CHUNK - 1) / CHUNK)
        .parallel()
        .mapToObj(chunk -> ads.subList(chunk * CHUNK, Math.min(ads.size(), (chunk + 1) * CHUNK)))
        .flatMap(chunk -> encoded(chunk, Encoders.of(spec)).stream())
        .toList();
  }

  private static List<EmbeddedItem> encoded(List<Ad> ads, TextEncoder encoder) {
    List<EncodedText> vectors = encoder.encode(ads.stream().map(Ad::text).toList());
    List<EmbeddedItem> items = new ArrayList<>();
    for (int i = 0; i < ads.size(); i++) {
      items.add(new EmbeddedItem(ads.get(i).id(), vectors.get(i).vector(), 0));
    }
    return items;
  }
}
