package org.penumbra.llm;

import java.io.Serializable;

/**
 * What a worker may do until it reports again.
 *
 * @param requests requests it may send
 * @param pauseMillis when to ask again if it could send more, at most 1000
 * @param stop why it must end, or null
 */
public record Grant(long requests, long pauseMillis, String stop) implements Serializable {}
