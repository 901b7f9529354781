package org.penumbra.triage;

/**
 * A text that helps to set the band.
 *
 * @param text of the corpus
 * @param answer what the teacher said of it, and what it stands for
 */
public record BandText(String text, Answered answer) {}
