package org.penumbra.llm;

/** What a server is asked for, in the words of settings and messages. */
public enum Service {
  CHAT("llm", "llm.model", "score"),
  EMBEDDINGS("embedder.http", "embedder.model", "vector");

  private final String section;
  private final String modelKey;
  private final String brings;

  Service(String section, String modelKey, String brings) {
    this.section = section;
    this.modelKey = modelKey;
    this.brings = brings;
  }

  /** The key of a setting, by its last part. */
  public String key(String name) {
    return section + "." + name;
  }

  /** The key of the model's name. */
  public String modelKey() {
    return modelKey;
  }

  /** What a text gets. */
  String brings() {
    return brings;
  }
}
