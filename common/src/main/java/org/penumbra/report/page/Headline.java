package org.penumbra.report.page;

import org.penumbra.Interval;

/**
 * What a reader meets first.
 *
 * @param policy the policy's id
 * @param question what experts are asked
 * @param positive what a positive is called
 * @param negative what a negative is called
 * @param round the last one the report speaks of
 * @param verdict its name in datasets; null while nothing is decided
 * @param stop whether the loop ends here
 * @param why a sentence with the figures
 * @param gate whether experts agree well enough, in a word and a sentence; null before
 * @param items labelled so far
 * @param answers given so far
 * @param model agreement of model and experts
 * @param ceiling agreement of experts
 * @param level of the intervals, 0 to 1
 * @param simulated whether everybody in it is simulated
 */
public record Headline(
    String policy,
    String question,
    String positive,
    String negative,
    int round,
    String verdict,
    boolean stop,
    String why,
    String gate,
    long items,
    long answers,
    Interval model,
    Interval ceiling,
    double level,
    boolean simulated) {}
