package org.penumbra.offending;

import org.penumbra.offending.policy.PolicyThatGuesses;

record RootThatKnowsAPolicy(PolicyThatGuesses policy) {}
