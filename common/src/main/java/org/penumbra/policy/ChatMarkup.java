package org.penumbra.policy;

import java.util.regex.Pattern;

/**
 * What chat templates mark turns with. Servers that read such marks in a text as marks would take
 * it for a turn of the system; a blank inside makes them plain words.
 */
final class ChatMarkup {

  private static final Pattern MARK =
      Pattern.compile(
          "<\\|(?=[^|\\s])|<(?=/?(?:s|bos|eos|unk|pad|start_of_turn|end_of_turn)>)"
              + "|<(?=<[^<>]{1,20}>>)|\\[(?=/?(?:INST|SYSTEM_PROMPT|TOOL_CALLS|AVAILABLE_TOOLS)])"
              + "|<(?=｜)");

  private ChatMarkup() {}

  static String defused(String text) {
    return MARK.matcher(text).replaceAll("$0 ");
  }
}
