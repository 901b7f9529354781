/** A run's report for people who decide: one page of HTML, from plain data. */
package org.penumbra.report.page;
