package org.penumbra.simulate;

/**
 * A simulated ad with its hidden truth.
 *
 * @param id unique within a corpus and its holdout
 * @param text what a reader sees
 * @param truth 1 violates the policy, 0 is fine
 * @param borderline whether it lies close to the line
 * @param seedId the {@link Seed} it was made from
 * @param side the side of that seed
 */
public record Ad(String id, String text, int truth, boolean borderline, String seedId, Side side) {}
