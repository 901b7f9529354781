/** Scores items against a policy, and sums scores and vectors up in any order. */
package org.penumbra.score;
