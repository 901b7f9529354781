package org.penumbra.simulate;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.penumbra.StableHash;

/**
 * A simulated corpus of short ads under the policy "misleading health claims", with its hidden
 * truth. An ad is fixed by the corpus seed and its index, so any part can be made alone.
 */
public final class AdCorpus {

  private final SeedBank bank;
  private final AdComposer composer;
  private final Map<Side, Map<AdKind, List<Seed>>> seeds = new EnumMap<>(Side.class);

  AdCorpus(SeedBank bank, AdComposer composer) {
    this.bank = bank;
    this.composer = composer;
    for (Side side : Side.values()) {
      seeds.put(side, byKind(side));
    }
  }

  /** The corpus made from the sentences that lie beside this package. */
  public static AdCorpus fromResources() {
    return new AdCorpus(
        SeedBank.fromResources(), new AdComposer(Phrases.fromResource(), Frame.fromResource()));
  }

  /** The first ads of a pool, made one by one as the stream is read. */
  public Stream<Ad> generate(int items, long seed) {
    return ads(items, seed, Side.POOL);
  }

  /**
   * Ads of the same natural mix from seed sentences that are in no pool, made one by one as the
   * stream is read.
   */
  public Stream<Ad> holdout(int items, long seed) {
    return ads(items, seed, Side.HOLDOUT);
  }

  /** The ad of a side at an index from 0. */
  public Ad ad(int index, long seed, Side side) {
    String id = String.format(Locale.ROOT, "%s-%07d", prefix(side), index);
    AdKind kind = AdKind.at(StableHash.unit(seed, "kind", id));
    Draw draw = new Draw(seed, "ad", id);
    Seed source = draw.pick(seeds.get(side).get(kind));
    String text = composer.compose(kind, source, draw);
    return new Ad(id, text, kind.truth(), kind.borderline(), source.id(), side);
  }

  private Stream<Ad> ads(int items, long seed, Side side) {
    return IntStream.range(0, items).mapToObj(index -> ad(index, seed, side));
  }

  private Map<AdKind, List<Seed>> byKind(Side side) {
    Map<AdKind, List<Seed>> byKind = new EnumMap<>(AdKind.class);
    for (AdKind kind : AdKind.values()) {
      byKind.put(kind, bank.seeds(side).filter(seed -> kind.madeFrom(seed.kind())).toList());
    }
    return byKind;
  }

  private static String prefix(Side side) {
    return side == Side.POOL ? "ad" : "holdout";
  }
}
