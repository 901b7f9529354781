/** The labelling page: one file of HTML that asks one rater a worksheet's questions, offline. */
package org.penumbra.label.page;
