package org.penumbra.llm;

import com.openai.errors.OpenAIInvalidDataException;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionTokenLogprob;
import com.openai.models.completions.CompletionUsage;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** Reads what a server answered in the words of the OpenAI protocol. */
final class ChatReply {

  private ChatReply() {}

  /**
   * Of what servers send only what is asked for is read; a field of another type counts as missing.
   */
  static Reply of(ChatCompletion completion) {
    if (completion == null) {
      throw new OpenAIInvalidDataException("null");
    }
    Optional<CompletionUsage> usage = completion._usage().asKnown();
    List<Reply.Choice> choices =
        completion._choices().asKnown().orElse(List.of()).stream().map(ChatReply::choice).toList();
    return new Reply(
        choices,
        usage.flatMap(used -> used._promptTokens().asKnown()).orElse(0L),
        usage.flatMap(used -> used._completionTokens().asKnown()).orElse(0L));
  }

  private static Reply.Choice choice(ChatCompletion.Choice choice) {
    if (choice == null) {
      throw new OpenAIInvalidDataException("null");
    }
    Map<String, Double> first = new TreeMap<>();
    choice
        ._logprobs()
        .asKnown()
        .flatMap(logprobs -> logprobs._content().asKnown())
        .filter(tokens -> !tokens.isEmpty() && tokens.get(0) != null)
        .ifPresent(tokens -> spread(tokens.get(0), first));
    var message =
        choice._message().asKnown().orElseThrow(() -> new OpenAIInvalidDataException("no message"));
    return new Reply.Choice(
        message._content().asKnown().orElse(""),
        message._refusal().asKnown().orElse(null),
        choice._finishReason().asKnown().map(reason -> reason.asString()).orElse(""),
        first);
  }

  /** The likeliest tokens, or the one that was said, where no others are told. */
  private static void spread(ChatCompletionTokenLogprob token, Map<String, Double> first) {
    token._topLogprobs().asKnown().orElse(List.of()).stream()
        .filter(Objects::nonNull)
        .forEach(
            top ->
                top._token()
                    .asKnown()
                    .ifPresent(
                        spelling ->
                            top._logprob()
                                .asKnown()
                                .ifPresent(logprob -> first.put(spelling, logprob))));
    if (first.isEmpty()) {
      token
          ._token()
          .asKnown()
          .ifPresent(
              spelling ->
                  token._logprob().asKnown().ifPresent(logprob -> first.put(spelling, logprob)));
    }
  }
}
