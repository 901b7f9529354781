package org.penumbra.llm;

import java.io.Serializable;

/**
 * What became of a question about a text.
 *
 * @param textHash the text's hash
 * @param judgement the score, or null where there is none
 * @param reason why there is none, or null
 * @param lasting whether asking again would be no use
 * @param usage what it took
 */
public record Answer(
    String textHash, Judgement judgement, String reason, boolean lasting, Usage usage)
    implements Serializable {

  static Answer scored(String textHash, Judgement judgement, Usage usage) {
    return new Answer(textHash, judgement, null, true, usage);
  }

  static Answer rejected(String textHash, String reason, boolean lasting, Usage usage) {
    return new Answer(textHash, null, reason, lasting, usage);
  }
}
