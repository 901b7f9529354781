package org.penumbra.jobs.scan;

import org.penumbra.triage.Distiller;

/**
 * The first two tiers of a cascade; frozen with the stage.
 *
 * @param words the first, a model of words
 * @param direction the second: a score is the greatest product of a window with it
 */
@SuppressWarnings("ArrayRecordComponent") // a row of numbers, never compared
record Tiers(Distiller.Distilled words, float[] direction) {

  /** How the corpus is scored by them, with a probability sample of that name. */
  Scoring behind(Scoring fewShot, String sample) {
    return fewShot.behind(words.triage(), direction, sample);
  }
}
