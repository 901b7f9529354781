package org.penumbra.llm;

import java.io.Serializable;

/**
 * What a worker tells when it asks for more requests.
 *
 * @param worker its name
 * @param unused requests of its last grant that it did not send
 * @param inFlight requests that it waits for
 * @param wanted requests it could send at once
 * @param usual what a request of its uses, as far as it knows
 * @param done what was used by requests answered since its last report
 * @param scored texts that got a score since then
 * @param rejected texts that got none since then
 */
public record Report(
    String worker,
    long unused,
    long inFlight,
    long wanted,
    Usage usual,
    Usage done,
    long scored,
    long rejected)
    implements Serializable {}
