package org.penumbra.llm;

import java.io.Serializable;

/**
 * What a model holds of a text.
 *
 * @param score the share of "positive" between the two labels, 0 to 1
 * @param doubt the share that went to neither label, 0 to 1
 */
public record Judgement(double score, double doubt) implements Serializable {}
