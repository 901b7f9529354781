/** How {@code drift} draws from a snapshot and from a run, and scores both by one model. */
package org.penumbra.jobs.drift;
