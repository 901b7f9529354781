package org.penumbra.llm;

/**
 * One turn of a chat.
 *
 * @param role who speaks
 * @param content what is said
 */
public record Message(Role role, String content) {

  /** Who speaks. */
  public enum Role {
    SYSTEM,
    USER,
    ASSISTANT
  }
}
