package org.penumbra.jobs.scan;

/**
 * A text that triage is distilled from, or its cut set by.
 *
 * @param text of the corpus
 * @param score the few-shot scorer's
 * @param probability its chance to be in the sample, in (0, 1]
 * @param band whether it sets the cut
 */
record SampledText(String text, double score, double probability, boolean band) {}
