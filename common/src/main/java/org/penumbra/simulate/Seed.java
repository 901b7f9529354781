package org.penumbra.simulate;

/**
 * A hand-written sentence. Ads made from it are of its class, but for those that quote a violating
 * claim to warn of it.
 *
 * @param id a stable name: a hash of the template
 * @param kind its class under the policy
 * @param group seeds of a group go to the same side; the two of a borderline pair share one
 * @param template the sentence with its slots, see {@link Phrases}
 */
public record Seed(String id, SeedKind kind, String group, String template) {}
