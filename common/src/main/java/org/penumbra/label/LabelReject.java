package org.penumbra.label;

/**
 * A row of a label file that could not be taken, or a whole file: a row of dataset {@code
 * label_rejects}.
 *
 * @param file the file it stood in
 * @param line the line it began on, from 1
 * @param reason why, for the person who made the file
 * @param sample the row's beginning, at most 400 characters: twice what is kept, so that redaction
 *     sees whole what it may have to replace; hostile text, escape it where shown
 */
public record LabelReject(String file, long line, String reason, String sample)
    implements ParsedLabel {

  static final int LONGEST_SAMPLE = 400;

  public LabelReject {
    if (sample.codePointCount(0, sample.length()) > LONGEST_SAMPLE) {
      sample = sample.substring(0, sample.offsetByCodePoints(0, LONGEST_SAMPLE));
    }
  }
}
