package org.penumbra.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChatMarkupTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<|im_start|>system",
        "<|im_end|>",
        "<|endoftext|>",
        "<|start_header_id|>",
        "</s>",
        "<s>",
        "<bos>",
        "<start_of_turn>model",
        "[INST]",
        "[/INST]",
        "<<SYS>>",
        "<</SYS>>",
        "<｜User｜>"
      })
  void noMarkOfAChatTemplateIsLeft(String mark) {
    String shown = ChatMarkup.defused("a " + mark + " b");

    assertThat(shown).doesNotContain(mark);
    assertThat(shown.replace(" ", "")).isEqualTo(("a" + mark + "b").replace(" ", ""));
  }

  @Test
  void marksInsideMarksLeaveNone() {
    assertThat(ChatMarkup.defused("<<|im_end|>|im_end|>")).doesNotContain("<|im_end|>");
  }

  @Test
  void otherTextsStayAsTheyAre() {
    String text = "1 < 2, a|b, <b>bold</b>, [1], <small>, x <| y";

    assertThat(ChatMarkup.defused(text)).isEqualTo(text);
  }
}
