package org.penumbra.llm;

/** Where a worker's requests are leased from. */
@FunctionalInterface
public interface Leases {

  /** Tells what was done, and asks for more. */
  Grant renew(Report report);
}
