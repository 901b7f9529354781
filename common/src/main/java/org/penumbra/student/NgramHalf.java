package org.penumbra.student;

/**
 * How the n-gram half of a student is trained and how much it counts.
 *
 * @param trainer trains it
 * @param places length of the weighed counts
 * @param weight of its standardised score beside the head's, above 0
 */
public record NgramHalf(NgramTrainer trainer, int places, double weight) {}
