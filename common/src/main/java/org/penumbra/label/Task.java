package org.penumbra.label;

/**
 * One question to one rater: what an assignment hands out and an answer refers to. Nothing in it
 * tells what a model thinks, nor whether the item was asked before.
 *
 * @param taskId names the task in every file that goes out or comes back: 16 hexadecimal digits
 * @param itemId the item
 * @param pairId the pair it came with, kept for the way back and never shown; empty without one
 * @param text the text as the rater may see it; hostile, escape it where shown
 */
public record Task(String taskId, String itemId, String pairId, String text) {}
