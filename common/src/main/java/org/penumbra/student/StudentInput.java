package org.penumbra.student;

import org.penumbra.embed.EncodedText;

/**
 * An item as a student reads it.
 *
 * @param encoded its vectors
 * @param text itself; null where it is not known, which does for students that read vectors alone
 */
public record StudentInput(EncodedText encoded, String text) {}
