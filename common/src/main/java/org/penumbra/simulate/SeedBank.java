package org.penumbra.simulate;

import static java.util.stream.Collectors.groupingBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.penumbra.StableHash;

/**
 * All seed sentences, parted into pool and holdout: of each kind, the fifth of the groups whose
 * names hash lowest is kept for the holdout.
 */
public final class SeedBank {

  private static final double HOLDOUT_SHARE = .2;
  private static final int ID_LENGTH = 12;

  private final List<Seed> seeds;
  private final Set<String> holdoutGroups;

  SeedBank(List<Seed> seeds) {
    this.seeds = List.copyOf(seeds);
    this.holdoutGroups = holdoutGroups(seeds);
  }

  /** The seeds that lie beside this package. */
  public static SeedBank fromResources() {
    List<Seed> seeds = new ArrayList<>();
    Resources.lines("violating.txt").forEach(line -> seeds.add(single(SeedKind.VIOLATING, line)));
    Resources.lines("fine.txt").forEach(line -> seeds.add(single(SeedKind.FINE, line)));
    Resources.pairs("borderline.tsv").forEach(pair -> seeds.addAll(twins(pair)));
    return new SeedBank(seeds);
  }

  /** Every seed, in the order written. */
  public List<Seed> seeds() {
    return seeds;
  }

  /** The seeds that a side may use, in the order written. */
  public Stream<Seed> seeds(Side side) {
    return seeds.stream().filter(seed -> side(seed) == side);
  }

  /** The side of a seed. */
  public Side side(Seed seed) {
    return holdoutGroups.contains(seed.group()) ? Side.HOLDOUT : Side.POOL;
  }

  private static Seed single(SeedKind kind, String line) {
    return seed(kind, name(line), line);
  }

  private static List<Seed> twins(Resources.Pair pair) {
    String group = name(pair.first());
    return List.of(
        seed(SeedKind.JUST_VIOLATING, group, pair.first()),
        seed(SeedKind.JUST_FINE, group, pair.second()));
  }

  private static Seed seed(SeedKind kind, String group, String template) {
    return new Seed(name(template), kind, group, template);
  }

  private static String name(String line) {
    return StableHash.id128(line).substring(0, ID_LENGTH);
  }

  private static Set<String> holdoutGroups(List<Seed> seeds) {
    Set<String> chosen = new HashSet<>();
    seeds.stream()
        .filter(seed -> seed.kind() != SeedKind.JUST_FINE)
        .collect(groupingBy(Seed::kind))
        .values()
        .forEach(ofKind -> lowest(ofKind).forEach(chosen::add));
    return chosen;
  }

  private static Stream<String> lowest(List<Seed> seeds) {
    return seeds.stream()
        .map(Seed::group)
        .sorted(Comparator.comparingDouble(SeedBank::rank).thenComparing(group -> group))
        .limit(Math.round(seeds.size() * HOLDOUT_SHARE));
  }

  private static double rank(String group) {
    return StableHash.unit(0, "holdout", group);
  }
}
