package org.penumbra.select;

/**
 * JEST (Evans et al. 2024, arXiv 2406.17711): items the student could learn most from, chosen
 * jointly; see {@link JointSampling} for what that becomes here.
 *
 * <p>The reference's answer is its probability as it stands, so an item's learnability is the loss
 * the reference expects of the student beyond its own: the divergence KL(reference || student). The
 * paper's reference is a model of the learner's size tuned on a small, well curated set; whoever
 * fills {@link Candidate#teacher} should do alike, as with a scorer made from the policy's
 * examples.
 *
 * @param chunks how many draws make a batch, 16 in the paper
 * @param multiple how many times the items wanted are looked at, drawn at random
 * @param gain factor on learnability, which is in nats, before the draw: 0 for a random batch,
 *     large for the most learnable items outright
 * @param seed of all draws; another in each round
 */
public record Learnability(int chunks, int multiple, double gain, long seed) implements Strategy {

  @Override
  public void fill(Draft draft, int items) {
    new JointSampling(Bernoulli::divergence, chunks, multiple, gain, seed).fill(draft, items);
  }
}
