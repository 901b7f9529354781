package org.penumbra.offending.policy;

import org.penumbra.offending.decide.DecisionFromSpark;

record PolicyThatDecides(DecisionFromSpark decision) {}
