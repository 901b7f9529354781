package org.penumbra.llm;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.penumbra.Errors;

/**
 * Five probes that tell what a server can do, before anything is paid for in earnest. Whether it
 * keeps to a choice is seen by asking it, under that choice, to say something else.
 */
public final class SelfCheck {

  private static final String TEXT = "The library opens at nine.";
  private static final List<Message> BANANA =
      List.of(new Message(Message.Role.USER, "Say this word and nothing else: banana"));

  private final ChatModel model;
  private final Prompt prompt;
  private final Labels labels;
  private final List<String> findings = new ArrayList<>();

  public SelfCheck(ChatModel model, Prompt prompt, Labels labels) {
    this.model = model;
    this.prompt = prompt;
    this.labels = labels;
  }

  /**
   * What was found and chosen.
   *
   * @param parameters to ask with
   * @param findings a sentence each, for people
   */
  public record Result(Parameters parameters, List<String> findings) {}

  /**
   * Sends the probes.
   *
   * @param model the model's name
   * @param wanted the mode that was set, or null to choose
   * @param samples answers per text where they vote
   * @throws org.penumbra.UserException where the server does not answer, or cannot do what is set
   */
  public Result run(String model, Mode wanted, int samples) {
    Parameters plain = plain(model, Mode.LOGPROBS);
    boolean logprobs = false;
    try {
      logprobs = !ask(prompt.about(TEXT), plain).first().isEmpty();
    } catch (Fault fault) {
      if (fault.kind() == Fault.Kind.REJECT) {
        plain = otherLimit(plain);
        logprobs = !firstOrFail(plain).first().isEmpty();
      } else {
        throw Errors.modelUnusable(fault.reason());
      }
    }
    findings.add(logprobs ? "it tells log-probabilities" : "it tells no log-probabilities");
    Set<Constraint> kept = EnumSet.noneOf(Constraint.class);
    for (Constraint constraint : Constraint.values()) {
      if (constraint != Constraint.NONE && keeps(with(plain, constraint))) {
        kept.add(constraint);
      }
    }
    findings.add(kept.isEmpty() ? "it keeps to no choice of labels" : "it keeps to " + kept);
    Mode mode = wanted == null ? (logprobs ? Mode.LOGPROBS : Mode.VOTES) : wanted;
    if (mode == Mode.LOGPROBS && !logprobs) {
      throw Errors.noLogprobs();
    }
    Parameters chosen =
        new Parameters(
            model,
            mode,
            constraint(mode, kept),
            mode == Mode.VOTES ? samples : 1,
            mode == Mode.VOTES ? 1 : 0,
            plain.tokenLimit());
    findings.add("chosen: " + mode + ", " + chosen.constraint());
    return new Result(chosen, findings);
  }

  /** Whether a label comes back though a banana was asked for. */
  private boolean keeps(Parameters parameters) {
    try {
      String said = ask(BANANA, parameters).content();
      return labels
          .read(parameters.json() ? Labels.json(said).path("answer").asText("") : said)
          .isPresent();
    } catch (Fault fault) {
      return false;
    }
  }

  private Reply.Choice firstOrFail(Parameters parameters) {
    try {
      return ask(prompt.about(TEXT), parameters);
    } catch (Fault fault) {
      throw Errors.modelUnusable(fault.reason());
    }
  }

  private Reply.Choice ask(List<Message> messages, Parameters parameters) throws Fault {
    try {
      Reply reply = model.ask(messages, parameters, 0).join();
      if (reply.choices().isEmpty()) {
        throw Fault.retry("no choice");
      }
      return reply.choices().get(0);
    } catch (CompletionException e) {
      throw Faults.of(e);
    }
  }

  /** The first token of JSON is a brace, so that mode takes only what leaves the label bare. */
  private static Constraint constraint(Mode mode, Set<Constraint> kept) {
    List<Constraint> liked =
        switch (mode) {
          case LOGPROBS -> List.of(Constraint.STRUCTURED_OUTPUTS, Constraint.GUIDED_CHOICE);
          case VOTES ->
              List.of(
                  Constraint.STRUCTURED_OUTPUTS,
                  Constraint.GUIDED_CHOICE,
                  Constraint.RESPONSE_FORMAT);
          case CONFIDENCE -> List.of(Constraint.RESPONSE_FORMAT);
        };
    return liked.stream().filter(kept::contains).findFirst().orElse(Constraint.NONE);
  }

  private static Parameters plain(String model, Mode mode) {
    return new Parameters(model, mode, Constraint.NONE, 1, 0, Parameters.TokenLimit.MAX_TOKENS);
  }

  private static Parameters otherLimit(Parameters parameters) {
    return new Parameters(
        parameters.model(),
        parameters.mode(),
        parameters.constraint(),
        parameters.samples(),
        parameters.temperature(),
        Parameters.TokenLimit.MAX_COMPLETION_TOKENS);
  }

  private static Parameters with(Parameters parameters, Constraint constraint) {
    return new Parameters(
        parameters.model(),
        Mode.VOTES,
        constraint,
        1,
        parameters.temperature(),
        parameters.tokenLimit());
  }
}
