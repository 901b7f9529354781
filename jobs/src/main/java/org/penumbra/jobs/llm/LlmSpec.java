package org.penumbra.jobs.llm;

import org.penumbra.StableHash;
import org.penumbra.llm.ChatExchange;
import org.penumbra.llm.Exchange;
import org.penumbra.llm.Judgement;
import org.penumbra.llm.Labels;
import org.penumbra.llm.OfflineBatch;
import org.penumbra.llm.OpenAiChat;
import org.penumbra.llm.Parameters;
import org.penumbra.llm.Prompt;
import org.penumbra.policy.Policy;

/**
 * How a process is to ask for scores.
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
    ModelServer server,
    Parameters parameters,
    int examples,
    String guidance,
    String edition,
    String ledger)
    implements AskSpec<Judgement> {

  /** The prompt of all questions. */
  Prompt prompt() {
    return new Prompt(policy, examples, guidance, parameters.mode());
  }

  /** The same questions as files. */
  OfflineBatch offlineBatch() {
    return new OfflineBatch(new Labels(policy), prompt(), parameters, requestHash());
  }

  @Override
  public Exchange<Judgement> open() {
    Labels labels = new Labels(policy);
    return new ChatExchange(new OpenAiChat(server.open(), labels), prompt(), labels, parameters);
  }

  @Override
  public AnswerColumns<Judgement> columns() {
    return new ScoreColumns();
  }

  @Override
  public String requestHash() {
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
