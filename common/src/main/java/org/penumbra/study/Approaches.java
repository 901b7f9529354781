package org.penumbra.study;

import java.util.List;
import org.penumbra.pair.NearDuplicates;
import org.penumbra.select.BatchComposer;
import org.penumbra.select.BoundaryPairs;
import org.penumbra.select.ColdStart;
import org.penumbra.select.Margin;
import org.penumbra.select.RandomItems;
import org.penumbra.select.Strategy;
import org.penumbra.select.TopScored;

/**
 * The contestants by name. All start from the same cold start.
 *
 * @param auditShare share of the budget that the audit takes, where it has a part
 * @param topShare share that the recipe's top-scored arm takes
 */
record Approaches(double auditShare, double topShare) {

  static final String AUDIT = "+audit";

  Approach named(String name) {
    boolean audited = name.endsWith(AUDIT) || name.startsWith("recipe");
    double audit = audited ? auditShare : 0;
    String plain = name.endsWith(AUDIT) ? name.substring(0, name.length() - AUDIT.length()) : name;
    return switch (plain) {
      case "recipe" -> new Simple(name, true, this::recipe);
      case "recipe-margin" ->
          new Simple(name, false, (b, s) -> composer(audit, List.of(top(topShare)), new Margin(3)));
      case "boundary" ->
          new Simple(name, true, (b, s) -> composer(audit, List.of(), new BoundaryPairs(6)));
      case "random" ->
          new Simple(name, false, (b, s) -> composer(audit, List.of(), new RandomItems(s)));
      case "margin" -> new Simple(name, false, (b, s) -> composer(audit, List.of(), new Margin(1)));
      case "top-scored" ->
          new Simple(name, false, (b, s) -> composer(audit, List.of(), new TopScored(1)));
      default -> throw new IllegalArgumentException("Unknown strategy " + name);
    };
  }

  private BatchComposer recipe(int batch, long seed) {
    return composer(
        auditShare, List.of(top(topShare)), batch == 0 ? new Margin(3) : new BoundaryPairs(6));
  }

  private static BatchComposer.ArmShare top(double share) {
    return new BatchComposer.ArmShare(new TopScored(3), share);
  }

  private static BatchComposer composer(
      double audit, List<BatchComposer.ArmShare> arms, Strategy rest) {
    return new BatchComposer(
        NearDuplicates.standard(), audit, arms, rest, new Margin(1), Integer.MAX_VALUE);
  }

  private interface PerBatch {
    BatchComposer composer(int batch, long seed);
  }

  private record Simple(String name, boolean pairs, PerBatch perBatch) implements Approach {

    @Override
    public BatchComposer coldStart(long seed) {
      return Approaches.composer(0, List.of(), new ColdStart(ColdStart.TOP_SHARE, seed));
    }

    @Override
    public BatchComposer composer(int batch, long seed) {
      return perBatch.composer(batch, seed);
    }
  }
}
