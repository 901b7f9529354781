/** The judge: plays the loop on labelled corpora, against baselines, and says what it is worth. */
package org.penumbra.study;
