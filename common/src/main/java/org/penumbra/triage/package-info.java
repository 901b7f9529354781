/**
 * The first tier of a cascade: a linear model on hashed words that reads everything, the band of
 * scores that it keeps, and what is certain about the recall of tiers that drop something.
 */
package org.penumbra.triage;
