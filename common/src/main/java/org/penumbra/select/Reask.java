package org.penumbra.select;

/**
 * An item that is to be asked again under the guideline as it is now.
 *
 * @param itemId the item
 * @param why as a sentence for people
 */
public record Reask(String itemId, String why) {}
