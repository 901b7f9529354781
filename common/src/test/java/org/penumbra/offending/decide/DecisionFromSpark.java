package org.penumbra.offending.decide;

import org.apache.spark.StandIn;
import org.penumbra.offending.policy.PolicyThatGuesses;

/** Knows Spark, and closes a cycle with the policy. */
public record DecisionFromSpark(StandIn spark, PolicyThatGuesses policy) {}
