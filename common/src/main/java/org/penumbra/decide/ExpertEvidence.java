package org.penumbra.decide;

import org.penumbra.Interval;

/**
 * How the experts agree, from their blind first answers. Bounds as in {@link Evidence}.
 *
 * @param kappa expert-expert kappa on decided answers
 * @param kappaStandardError its standard error, or NaN
 * @param unsureShare share of unsure among their answers, 0 to 1
 * @param doubledItems items with two experts' decided answers at least
 */
public record ExpertEvidence(
    Interval kappa, double kappaStandardError, Interval unsureShare, int doubledItems) {}
