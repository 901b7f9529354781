package org.penumbra.llm;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Asks a chat model about one text at a time, until there are as many answers as vote. */
public final class ChatExchange implements Exchange<Judgement> {

  /** Characters of a token, before any answer tells better. */
  private static final long CHARACTERS = 4;

  private final ChatModel model;
  private final Prompt prompt;
  private final Parameters parameters;
  private final Judge judge;

  public ChatExchange(ChatModel model, Prompt prompt, Labels labels, Parameters parameters) {
    this.model = model;
    this.prompt = prompt;
    this.parameters = parameters;
    this.judge = new Judge(labels, parameters);
  }

  @Override
  public Service service() {
    return Service.CHAT;
  }

  @Override
  public int bundle() {
    return 1;
  }

  @Override
  public Usage usual() {
    return expected(0);
  }

  @Override
  public Usage expected(long characters) {
    long read = prompt.fixed().length() / CHARACTERS + characters / CHARACTERS;
    return new Usage(1, read, parameters.answerTokens());
  }

  @Override
  public Inquiry<Judgement> about(List<String> texts) {
    return new Chat(texts.get(0));
  }

  @Override
  public void close() {
    model.close();
  }

  private final class Chat implements Inquiry<Judgement> {

    private final String text;
    private final List<Reply.Choice> choices = new ArrayList<>();

    Chat(String text) {
      this.text = text;
    }

    @Override
    public CompletableFuture<Received<Judgement>> send() {
      return model.ask(prompt.about(text), parameters, choices.size()).thenApply(Said::new);
    }

    private final class Said implements Received<Judgement> {

      private final Reply reply;

      Said(Reply reply) {
        this.reply = reply;
      }

      @Override
      public Optional<Usage> usage() {
        return reply.usage();
      }

      @Override
      public Optional<List<Judgement>> read() throws Fault {
        if (reply.choices().isEmpty()) {
          throw Fault.retry("no choice");
        }
        choices.addAll(reply.choices());
        if (choices.size() < parameters.samples()) {
          return Optional.empty();
        }
        try {
          return Optional.of(List.of(judge.judge(choices.subList(0, parameters.samples()))));
        } catch (Fault fault) {
          choices.clear();
          throw fault;
        }
      }
    }
  }
}
