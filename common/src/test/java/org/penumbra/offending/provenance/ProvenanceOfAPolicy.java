package org.penumbra.offending.provenance;

import org.penumbra.offending.policy.PolicyThatGuesses;

record ProvenanceOfAPolicy(PolicyThatGuesses policy) {}
