package org.penumbra.select;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.penumbra.pair.NearDuplicates;

/**
 * Fills a batch to an exact budget: the audit's share, then what is to be asked again, then each
 * arm's share of what that leaves, then the rest by one more strategy, and what an arm could not
 * fill by widening from the cut. Shares are rounded half up.
 *
 * <p>No item of a batch is a near-duplicate of another, of an item issued before or of a policy
 * example. Audit items alone are exempt from the first two (dropping one would make its inclusion
 * probability wrong); policy examples and their near-duplicates must not be in the audit frame. The
 * batch is smaller than the budget only when no other allowed item exists, and says so.
 *
 * @param duplicates what counts as a near-duplicate
 * @param auditShare the audit's share of the budget, in [0, 1]
 * @param arms other arms with a fixed share
 * @param rest takes what is left of the budget
 * @param widen fills up when an arm runs dry
 * @param groupCap the most items of one group, as long as others are to be had
 */
public record BatchComposer(
    NearDuplicates duplicates,
    double auditShare,
    List<ArmShare> arms,
    Strategy rest,
    Strategy widen,
    int groupCap) {

  /** The recipe: audit, top-scored over the 3x highest, boundary pairs over the 6x closest. */
  public static BatchComposer standard(double auditShare, double topShare) {
    return new BatchComposer(
        NearDuplicates.standard(),
        auditShare,
        List.of(new ArmShare(new TopScored(3), topShare)),
        new BoundaryPairs(6),
        new Margin(1),
        Integer.MAX_VALUE);
  }

  /** The same with one more arm, which chooses before the others. */
  public BatchComposer withFirst(ArmShare arm) {
    List<ArmShare> more = new ArrayList<>(List.of(arm));
    more.addAll(arms);
    return new BatchComposer(duplicates, auditShare, more, rest, widen, groupCap);
  }

  /** How many items of a budget the audit gets. */
  public int auditItems(int budget) {
    return share(auditShare, budget);
  }

  /**
   * Composes a batch.
   *
   * @param pool what to choose from; it must hold the items the audit may draw
   * @param audit draws the audit items
   * @param strata the audit frame, empty for none
   * @param budget items wanted, at least 1
   */
  public Batch compose(Pool pool, AuditArm audit, List<AuditStratum> strata, int budget) {
    return compose(pool, audit, strata, List.of(), budget);
  }

  /**
   * Composes a batch after the guideline changed.
   *
   * @param again candidates to ask again; those the audit draws anyhow count once
   */
  public Batch compose(
      Pool pool, AuditArm audit, List<AuditStratum> strata, List<Reask> again, int budget) {
    Draft draft = new Draft(pool, duplicates, groupCap);
    AuditRound round = audit.next(strata, pool.issued(), auditItems(budget));
    takeAudit(draft, round);
    int audited = draft.size();
    takeAgain(draft, again, budget - audited);
    int fresh = budget - (draft.size() - audited);
    for (ArmShare arm : arms) {
      arm.strategy().fill(draft, Math.min(share(arm.share(), fresh), budget - draft.size()));
    }
    rest.fill(draft, budget - draft.size());
    widen.fill(draft, budget - draft.size());
    draft.liftGroupCap();
    widen.fill(draft, budget - draft.size());
    return new Batch(draft.items(), round, shortfall(draft, budget));
  }

  private void takeAudit(Draft draft, AuditRound round) {
    Pool pool = draft.pool();
    for (AuditRound.Item item : round.fresh()) {
      Integer candidate = pool.number(item.id());
      if (candidate == null) {
        throw new IllegalArgumentException("Audit item '" + item.id() + "' is no candidate");
      }
      if (duplicates.nearAny(pool.candidates().get(candidate).vector(), pool.examples())) {
        throw new IllegalArgumentException("Audit item '" + item.id() + "' is a policy example");
      }
      String why =
          String.format(
              Locale.ROOT,
              "A random item of score stratum %d; it stands for about %d items of the corpus.",
              item.stratum(),
              Math.round(1 / item.inclusionProbability()));
      draft.takeAudit(candidate, item.inclusionProbability(), why);
    }
  }

  private static void takeAgain(Draft draft, List<Reask> again, int most) {
    again.stream()
        .limit(most)
        .forEach(
            item -> {
              Integer candidate = draft.pool().number(item.itemId());
              if (candidate == null) {
                throw new IllegalArgumentException(
                    "Item '" + item.itemId() + "', to be asked again, is no candidate");
              }
              draft.takeAgain(candidate, item.why());
            });
  }

  private static String shortfall(Draft draft, int budget) {
    if (draft.size() >= budget) {
      return "";
    }
    return String.format(
        Locale.ROOT,
        "The batch has %d of %d items: nothing else is unlabelled but %d near-duplicates of items"
            + " already chosen, labelled or given as examples.",
        draft.size(),
        budget,
        draft.barred());
  }

  private static int share(double share, int budget) {
    return (int) Math.floor(share * budget + 0.5);
  }

  /**
   * An arm with a fixed share.
   *
   * @param strategy how it chooses
   * @param share of the budget, in [0, 1]
   */
  public record ArmShare(Strategy strategy, double share) {}
}
