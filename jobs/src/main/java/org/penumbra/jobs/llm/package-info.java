/**
 * Asking a large language model from many executors: leases from the driver, and answers that are
 * kept as they come.
 */
package org.penumbra.jobs.llm;
