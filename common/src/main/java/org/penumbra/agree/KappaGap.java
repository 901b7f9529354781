package org.penumbra.agree;

import java.util.Map;
import org.penumbra.label.Answer;

/**
 * How far a model is below the ceiling: expert-expert minus model-expert kappa, both on the same
 * doubled items (those with two experts' answers at least, and the model's) with the same weights.
 */
public final class KappaGap {

  private final Ratings doubled;
  private final ExpertAgreement experts;
  private final ModelAgreement modelAgreement;
  private final Categories categories;

  public KappaGap(Ratings ratings, Map<String, Answer> model, Categories categories) {
    this.doubled = ratings.doubled(model, categories);
    this.experts = new ExpertAgreement(doubled);
    this.modelAgreement = new ModelAgreement(doubled, model);
    this.categories = categories;
  }

  /** Expert-expert kappa on the doubled items. */
  public MeanKappa expertKappa() {
    return experts.kappa(categories);
  }

  /** Model-expert kappa on the doubled items. */
  public MeanKappa modelKappa() {
    return modelAgreement.kappa(categories);
  }

  /** The number of doubled items. */
  public int doubledItems() {
    return doubled.items().size();
  }

  /** The gap, for a bootstrap by group; NaN where either kappa is undefined. */
  public GroupStatistic statistic() {
    return experts.statistic(categories).minus(modelAgreement.statistic(categories));
  }
}
