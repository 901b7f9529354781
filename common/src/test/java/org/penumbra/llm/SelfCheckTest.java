package org.penumbra.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class SelfCheckTest {

  @Test
  void choosesLogProbabilitiesAndTheFirstChoiceThatIsKept() {
    Server server = new Server(true, EnumSet.of(Constraint.GUIDED_CHOICE), false);

    SelfCheck.Result result = check(server, null);

    assertThat(result.parameters())
        .isEqualTo(
            new Parameters(
                "m",
                Mode.LOGPROBS,
                Constraint.GUIDED_CHOICE,
                1,
                false,
                0,
                Parameters.TokenLimit.MAX_TOKENS));
    assertThat(result.findings())
        .containsExactly(
            "it tells log-probabilities",
            "it keeps to [GUIDED_CHOICE]",
            "chosen: LOGPROBS, GUIDED_CHOICE");
    assertThat(server.asked).hasSizeLessThanOrEqualTo(5);
  }

  @Test
  void aChoiceThatIsIgnoredIsNotTakenForKept() {
    SelfCheck.Result result =
        check(new Server(true, EnumSet.noneOf(Constraint.class), false), null);

    assertThat(result.parameters().constraint()).isEqualTo(Constraint.NONE);
    assertThat(result.findings()).contains("it keeps to no choice of labels");
  }

  @Test
  void votesWhereThereAreNoLogProbabilities() {
    Server server = new Server(false, EnumSet.of(Constraint.RESPONSE_FORMAT), false);

    assertThat(check(server, null).parameters())
        .isEqualTo(
            new Parameters(
                "m",
                Mode.VOTES,
                Constraint.RESPONSE_FORMAT,
                5,
                true,
                1,
                Parameters.TokenLimit.MAX_TOKENS));
  }

  @Test
  void jsonIsNoUseForTheFirstToken() {
    Server server = new Server(true, EnumSet.of(Constraint.RESPONSE_FORMAT), false);

    assertThat(check(server, null).parameters().constraint()).isEqualTo(Constraint.NONE);
    assertThat(check(server, Mode.CONFIDENCE).parameters().constraint())
        .isEqualTo(Constraint.RESPONSE_FORMAT);
  }

  @Test
  void takesTheOtherNameOfTheTokenLimitWhereTheFirstIsRefused() {
    Server server = new Server(true, EnumSet.noneOf(Constraint.class), true);

    assertThat(check(server, null).parameters().tokenLimit())
        .isEqualTo(Parameters.TokenLimit.MAX_COMPLETION_TOKENS);
  }

  @Test
  void asksOneByOneWhereSeveralAnswersAtOnceAreRefused() {
    Server server = new Server(false, EnumSet.noneOf(Constraint.class), false);
    server.oneByOne = true;

    assertThat(check(server, null).parameters().together()).isFalse();
  }

  @Test
  void votesWhereTheFirstTokenTellsNothing() {
    Server server = new Server(true, EnumSet.noneOf(Constraint.class), false);
    server.thinksFirst = true;

    assertThat(check(server, null).parameters().mode()).isEqualTo(Mode.VOTES);
    assertThatThrownBy(() -> check(server, Mode.LOGPROBS))
        .hasMessage(
            "Cannot ask the model: its answer to a harmless text holds no score (logprobs):"
                + " log-probabilities outside the labels. Try another llm.mode, or a model that"
                + " answers with a label.");
  }

  @Test
  void aServerThatRefusesToTellLogProbabilitiesVotes() {
    Server server = new Server(false, EnumSet.noneOf(Constraint.class), false);
    server.refusesLogprobs = true;

    assertThat(check(server, null).parameters().mode()).isEqualTo(Mode.VOTES);
  }

  @Test
  void aFaultThatPassesIsNotTakenForAnAnswer() {
    Server server = new Server(true, EnumSet.of(Constraint.STRUCTURED_OUTPUTS), false);
    server.faults = 2;

    assertThat(check(server, null).parameters().constraint())
        .isEqualTo(Constraint.STRUCTURED_OUTPUTS);
  }

  @Test
  void aServerThatBreaksWhenAskedForAChoiceDoesNotKeepToIt() {
    Server server = new Server(true, EnumSet.noneOf(Constraint.class), false);
    server.faults = Integer.MAX_VALUE;

    assertThat(check(server, null).parameters().constraint()).isEqualTo(Constraint.NONE);
  }

  @Test
  void refusesAModeThatTheServerDoesNotKnow() {
    assertThatThrownBy(
            () -> check(new Server(false, EnumSet.noneOf(Constraint.class), false), Mode.LOGPROBS))
        .hasMessage(
            "Cannot use llm.mode = logprobs: the server tells no log-probabilities. Set llm.mode to"
                + " votes, confidence or auto.");
  }

  @Test
  void saysThatTheServerDoesNotAnswer() {
    ChatModel dead =
        new ChatModel() {
          @Override
          public CompletableFuture<Reply> ask(
              List<Message> messages, Parameters parameters, long seed) {
            return CompletableFuture.failedFuture(Fault.fatal("status 401"));
          }

          @Override
          public void close() {}
        };

    assertThatThrownBy(() -> check(dead, null))
        .hasMessage(
            "Cannot ask the model: the first probe failed: status 401. Check llm.base-url, llm.model"
                + " and the key.");
  }

  private static SelfCheck.Result check(ChatModel server, Mode wanted) {
    return new SelfCheck(server, mode -> new Prompt(Made.POLICY, 1, null, mode), Made.LABELS)
        .run("m", wanted, 5);
  }

  /** Says banana when asked to, unless it keeps to the labels. */
  private static final class Server implements ChatModel {

    private final boolean logprobs;
    private final Set<Constraint> kept;
    private final boolean newLimitOnly;
    private final List<Parameters> asked = new ArrayList<>();
    private boolean oneByOne;
    private boolean thinksFirst;
    private boolean refusesLogprobs;
    private int faults;

    Server(boolean logprobs, Set<Constraint> kept, boolean newLimitOnly) {
      this.logprobs = logprobs;
      this.kept = kept;
      this.newLimitOnly = newLimitOnly;
    }

    @Override
    public CompletableFuture<Reply> ask(List<Message> messages, Parameters parameters, long seed) {
      asked.add(parameters);
      if (faults > 0 && parameters.constraint() != Constraint.NONE) {
        faults--;
        return CompletableFuture.failedFuture(Fault.retry("status 500"));
      }
      if ((oneByOne && parameters.together() && parameters.samples() > 1)
          || (refusesLogprobs && parameters.mode() == Mode.LOGPROBS)) {
        return CompletableFuture.failedFuture(Fault.reject("refused with status 400"));
      }
      if (newLimitOnly && parameters.tokenLimit() == Parameters.TokenLimit.MAX_TOKENS) {
        return CompletableFuture.failedFuture(Fault.reject("refused with status 400"));
      }
      boolean banana = messages.size() == 1;
      String said = banana && !kept.contains(parameters.constraint()) ? "banana" : "fine";
      boolean json =
          parameters.mode() == Mode.CONFIDENCE
              || (parameters.constraint() == Constraint.RESPONSE_FORMAT
                  && kept.contains(parameters.constraint()));
      String content = json ? "{\"answer\": \"" + said + "\", \"confidence\": 0.9}" : said;
      return CompletableFuture.completedFuture(
          Made.reply(
              logprobs && parameters.mode() == Mode.LOGPROBS
                  ? Made.said(
                      content,
                      thinksFirst ? Map.of("<think>", 1.0) : Map.of("fine", 0.9, "viol", 0.1))
                  : Made.said(content)));
    }

    @Override
    public void close() {}
  }
}
