package org.penumbra.study;

/**
 * One figure of one played loop: a row of the dataset {@code study}.
 *
 * @param dataset name of the labelled corpus
 * @param prevalence share of positives it was thinned to, in (0, 1)
 * @param strategy how items were chosen, with "+audit" where an audit sample was part of the budget
 *     and "[variant]" where it played under changed settings
 * @param seed of the draw of pool and test set and of all that follows
 * @param labels judgements spent so far, audit and doubling included; of experts, but for the arms
 *     that buy crowd judgements
 * @param metric such as kappa
 * @param value of the metric; NaN where it is undefined
 */
public record Measurement(
    String dataset,
    double prevalence,
    String strategy,
    long seed,
    int labels,
    String metric,
    double value) {}
