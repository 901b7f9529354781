/**
 * The corpus, read shard by shard: files to a frozen plan, a shard to rows. Plain Java over
 * Hadoop's file systems; only the job around it knows Spark.
 */
package org.penumbra.jobs.corpus;
