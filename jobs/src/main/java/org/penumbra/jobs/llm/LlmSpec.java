package org.penumbra.jobs.llm;

import java.io.Serializable;
import org.penumbra.StableHash;
import org.penumbra.jobs.state.SecretFile;
import org.penumbra.llm.ChatModel;
import org.penumbra.llm.Labels;
import org.penumbra.llm.OfflineBatch;
import org.penumbra.llm.OpenAiChat;
import org.penumbra.llm.Parameters;
import org.penumbra.llm.Patience;
import org.penumbra.llm.Prompt;
import org.penumbra.policy.Policy;
import org.penumbra.settings.LlmSettings;

/**
 * How a process is to ask: small enough to travel with each task, and without the key, which each
 * process reads for itself.
 *
 * @param policy the question
 * @param server where the model is
 * @param parameters what each request asks for
 * @param examples of the policy in the prompt
 * @param guidance what else the model is told, or null
 * @param edition tells the model from others of its name, or null
 * @param ledger the name of the ledger that leases requests
 */
record LlmSpec(
    Policy policy,
    Server server,
    Parameters parameters,
    int examples,
    String guidance,
    String edition,
    String ledger)
    implements Serializable {

  /**
   * A server and how to treat it.
   *
   * @param baseUrl its address
   * @param keyFile the file of the key, or null for the environment
   * @param maxInFlight requests in flight at most
   * @param patience with its failures
   */
  record Server(String baseUrl, String keyFile, int maxInFlight, Patience patience)
      implements Serializable {

    static final String KEY_VARIABLE = "OPENAI_API_KEY";

    static Server of(LlmSettings settings) {
      return new Server(
          settings.baseUrl(),
          settings.keyFile(),
          settings.maxInFlight(),
          new Patience(settings.attempts(), settings.outage(), settings.timeout()));
    }

    /** The model behind it. */
    ChatModel open(Labels labels) {
      return new OpenAiChat(baseUrl, key(), labels, maxInFlight, patience.timeout());
    }

    private String key() {
      if (keyFile == null) {
        String key = System.getenv(KEY_VARIABLE);
        return key == null || key.isBlank() ? null : key.strip();
      }
      return SecretFile.read("llm.key-file", keyFile);
    }
  }

  /** The prompt of all questions. */
  Prompt prompt() {
    return new Prompt(policy, examples, guidance, parameters.mode());
  }

  /** The same questions as files. */
  OfflineBatch offlineBatch() {
    return new OfflineBatch(new Labels(policy), prompt(), parameters, requestHash());
  }

  /** All that decides an answer beside the text: 32 hexadecimal digits. */
  String requestHash() {
    String asked =
        String.join(
            "\n",
            prompt().hash(),
            parameters.model(),
            parameters.mode().name(),
            parameters.constraint().name(),
            Integer.toString(parameters.samples()),
            Double.toString(parameters.temperature()));
    return StableHash.id128(edition == null ? asked : asked + "\n" + edition);
  }
}
