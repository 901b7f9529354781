package org.apache.spark;

/** Stands in for Spark, which common's tests do not have. */
public final class StandIn {}
