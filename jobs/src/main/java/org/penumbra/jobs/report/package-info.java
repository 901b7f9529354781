/** Reads from a run what its report shows: figures, and samples of bounded size. */
package org.penumbra.jobs.report;
