package org.penumbra.llm;

import java.io.Serializable;
import java.time.Duration;

/**
 * How long to go on trying.
 *
 * @param attempts unusable answers to one text, while other texts get theirs
 * @param outage time without any answer at all, after which the work ends
 * @param timeout time for one request
 */
public record Patience(int attempts, Duration outage, Duration timeout) implements Serializable {}
