package org.penumbra.llm;

import java.io.Serializable;

/**
 * What became of a question about a text.
 *
 * @param textHash the text's hash
 * @param brought what the text gets, or null where there is nothing
 * @param reason why there is nothing, or null
 * @param lasting whether asking again would be no use
 * @param usage what it took
 * @param <A> what a text gets
 */
public record Answer<A>(String textHash, A brought, String reason, boolean lasting, Usage usage)
    implements Serializable {

  static <A> Answer<A> of(String textHash, A brought, Usage usage) {
    return new Answer<>(textHash, brought, null, true, usage);
  }

  static <A> Answer<A> rejected(String textHash, String reason, boolean lasting, Usage usage) {
    return new Answer<>(textHash, null, reason, lasting, usage);
  }
}
