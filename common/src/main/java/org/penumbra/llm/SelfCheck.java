package org.penumbra.llm;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.penumbra.Errors;

/**
 * Five probes, or a few more, that tell what a server can do before anything is paid for in
 * earnest. Whether it keeps to a choice is seen by asking it, under that choice, to say something
 * else.
 */
public final class SelfCheck {

  private static final List<Message> BANANA =
      List.of(new Message(Message.Role.USER, "Say this word and nothing else: banana"));

  private final ChatModel model;
  private final Prompt prompt;
  private final Labels labels;
  private final Function<Mode, Prompt> prompts;
  private final List<String> findings = new ArrayList<>();
  private Usage usage = Usage.NONE;

  /**
   * @param prompts the prompt by mode
   */
  public SelfCheck(ChatModel model, Function<Mode, Prompt> prompts, Labels labels) {
    this.model = model;
    this.prompts = prompts;
    this.prompt = prompts.apply(Mode.LOGPROBS);
    this.labels = labels;
  }

  /**
   * What was found and chosen.
   *
   * @param parameters to ask with
   * @param findings a sentence each, for people
   * @param usage what the probes took
   */
  public record Result(Parameters parameters, List<String> findings, Usage usage) {}

  /**
   * Sends the probes.
   *
   * @param model the model's name
   * @param wanted the mode that was set, or null to choose
   * @param samples answers per text where they vote
   * @throws org.penumbra.UserException where the server does not answer, or cannot do what is set
   */
  public Result run(String model, Mode wanted, int samples) {
    Parameters plain = plain(model, wanted);
    boolean logprobs = plain.mode() == Mode.LOGPROBS;
    findings.add(logprobs ? "it tells log-probabilities" : "it tells no log-probabilities");
    if (wanted == Mode.LOGPROBS && !logprobs) {
      throw Errors.noLogprobs();
    }
    Set<Constraint> kept = EnumSet.noneOf(Constraint.class);
    for (Constraint constraint : Constraint.values()) {
      if (constraint != Constraint.NONE && keeps(plain, constraint)) {
        kept.add(constraint);
      }
    }
    findings.add(kept.isEmpty() ? "it keeps to no choice of labels" : "it keeps to " + kept);
    Parameters chosen = chosen(plain, wanted, kept, samples);
    findings.add("chosen: " + chosen.mode() + ", " + chosen.constraint());
    return new Result(chosen, findings, usage);
  }

  /** The first way of asking that the server takes: with log-probabilities, if they may be used. */
  private Parameters plain(String model, Mode wanted) {
    List<Mode> modes =
        wanted == null || wanted == Mode.LOGPROBS
            ? List.of(Mode.LOGPROBS, Mode.VOTES)
            : List.of(wanted);
    Fault last = null;
    for (Mode mode : modes) {
      for (Parameters.TokenLimit limit : Parameters.TokenLimit.values()) {
        Parameters parameters = new Parameters(model, mode, Constraint.NONE, 1, false, 0, limit);
        try {
          Reply.Choice said = ask(prompt.about(Canary.TEXT), parameters);
          return mode == Mode.LOGPROBS && said.first().isEmpty()
              ? new Parameters(model, Mode.VOTES, Constraint.NONE, 1, false, 0, limit)
              : parameters;
        } catch (Fault fault) {
          last = fault;
          if (!refused(fault)) {
            throw Errors.modelUnusable(fault.reason());
          }
        }
      }
    }
    throw Errors.modelUnusable(last.reason());
  }

  /**
   * The mode that was set, or the first that gives a harmless text a score: some models begin with
   * a blank or a thought, of which the first token tells nothing.
   */
  private Parameters chosen(Parameters plain, Mode wanted, Set<Constraint> kept, int samples) {
    List<Mode> modes =
        wanted != null
            ? List.of(wanted)
            : plain.mode() == Mode.LOGPROBS
                ? List.of(Mode.LOGPROBS, Mode.VOTES)
                : List.of(Mode.VOTES);
    Fault last = null;
    for (Mode mode : modes) {
      // Some servers refuse to give several answers at once.
      for (boolean together : mode == Mode.VOTES ? new boolean[] {true, false} : new boolean[1]) {
        Parameters parameters =
            new Parameters(
                plain.model(),
                mode,
                constraint(mode, kept),
                mode == Mode.VOTES ? samples : 1,
                together,
                mode == Mode.VOTES ? 1 : 0,
                plain.tokenLimit());
        try {
          Judgement unused =
              new Judge(labels, parameters)
                  .judge(List.of(ask(prompts.apply(mode).about(Canary.TEXT), parameters)));
          return parameters;
        } catch (Fault fault) {
          last = fault;
        }
      }
    }
    throw Errors.noScoreFromModel(modes.get(modes.size() - 1).name(), last.reason());
  }

  /**
   * Whether a label comes back though a banana was asked for. A server that fails only when it is
   * asked so does not keep to it; one that fails anyway says nothing, and other parameters would
   * pay for everything anew.
   */
  private boolean keeps(Parameters plain, Constraint constraint) {
    Parameters parameters = with(plain, constraint);
    try {
      String said = ask(BANANA, parameters).content();
      return labels
          .read(parameters.json() ? Labels.json(said).path("answer").asText("") : said)
          .isPresent();
    } catch (Fault fault) {
      if (!refused(fault)) {
        requireAnswer(plain);
      }
      return false;
    }
  }

  /** Whether the request itself is what the server does not like. */
  private static boolean refused(Fault fault) {
    return fault.kind() == Fault.Kind.REJECT || fault.kind() == Fault.Kind.DOUBTFUL;
  }

  private void requireAnswer(Parameters plain) {
    try {
      Reply.Choice unused = ask(prompt.about(Canary.TEXT), plain);
    } catch (Fault fault) {
      throw Errors.modelUnusable(fault.reason());
    }
  }

  private Reply.Choice ask(List<Message> messages, Parameters parameters) throws Fault {
    for (int attempt = 1; ; attempt++) {
      try {
        usage = usage.plus(new Usage(1, 0, 0));
        Reply reply = model.ask(messages, parameters, 0).join();
        usage =
            usage.plus(
                reply.usage().map(used -> used.minus(new Usage(1, 0, 0))).orElse(Usage.NONE));
        if (reply.choices().isEmpty()) {
          throw Fault.retry("no choice");
        }
        return reply.choices().get(0);
      } catch (CompletionException e) {
        Probing.again(Faults.of(e), attempt);
      } catch (Fault fault) {
        Probing.again(fault, attempt);
      }
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

  private static Parameters with(Parameters parameters, Constraint constraint) {
    return new Parameters(
        parameters.model(),
        Mode.VOTES,
        constraint,
        1,
        false,
        parameters.temperature(),
        parameters.tokenLimit());
  }
}
