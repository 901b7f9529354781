/** What becomes of labels once the guideline they follow has changed. */
package org.penumbra.label.guideline;
