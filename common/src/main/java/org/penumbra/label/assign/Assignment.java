package org.penumbra.label.assign;

import org.penumbra.label.Phase;

/**
 * One task of one rater: a row of dataset {@code assignments}.
 *
 * @param taskId 16 hexadecimal digits
 * @param itemId the item
 * @param rater a pseudonym
 * @param phase calibration, first, repeat or adjudication
 * @param position in the rater's worksheet, from 1
 * @param day of the rater's work, from 1: a day holds as many tasks as the cap allows
 */
public record Assignment(
    String taskId, String itemId, String rater, Phase phase, int position, int day) {}
