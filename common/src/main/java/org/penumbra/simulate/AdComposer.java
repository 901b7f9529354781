package org.penumbra.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Dresses a seed sentence as an ad: frames, openings, neutral sentences, calls to action, hashtags,
 * emoji and sloppy typing around it. Nothing but the seed makes a claim.
 */
final class AdComposer {

  private static final double FRAMED = .38;
  private static final double WITH_OPENING = .3;
  private static final double WITH_SECOND = .6;
  private static final double SECOND_FIRST = .3;
  private static final double WITH_CALL = .3;
  private static final double WITH_HASHTAG = .12;
  private static final double WITH_EMOJI = .1;
  private static final double LOWER_CASE = .06;
  private static final double SHOUTED = .03;
  private static final double DASHED = .1;
  private static final double EXCLAIMED = .2;
  private static final double UNPUNCTUATED = .2;

  private final Phrases phrases;
  private final List<Frame> frames;

  AdComposer(Phrases phrases, List<Frame> frames) {
    this.phrases = phrases;
    this.frames = frames;
  }

  /** The text of an ad of a kind, made from a seed. */
  String compose(AdKind kind, Seed seed, Draw draw) {
    String text = String.join(" ", sentences(claim(kind, seed, draw), draw));
    text = draw.chance(WITH_HASHTAG) ? text + " " + hashtag(draw) : text;
    text = draw.chance(WITH_EMOJI) ? text + " " + phrases.from("emoji", draw) : text;
    return draw.chance(LOWER_CASE) ? text.toLowerCase(Locale.ROOT) : text;
  }

  private String claim(AdKind kind, Seed seed, Draw draw) {
    String claim = phrases.fill(seed.template(), draw);
    claim = draw.chance(SHOUTED) ? claim.toUpperCase(Locale.ROOT) : claim;
    if (kind == AdKind.WARNING) {
      return framed(draw.pick(frames).warning(), claim, draw);
    }
    if (kind.truth() == 1 && draw.chance(FRAMED)) {
      return framed(draw.pick(frames).standingBy(), claim, draw);
    }
    return draw.chance(WITH_OPENING)
        ? capitalised(phrases.from("opening", draw)) + " " + ended(claim, draw)
        : ended(claim, draw);
  }

  private String framed(String frame, String claim, Draw draw) {
    String quoted = '"' + ended(claim, draw) + '"';
    return capitalised(phrases.fill(frame, draw).replace(Frame.CLAIM, quoted));
  }

  private List<String> sentences(String claim, Draw draw) {
    List<String> sentences = new ArrayList<>();
    sentences.add(claim);
    if (draw.chance(WITH_SECOND)) {
      sentences.add(draw.chance(SECOND_FIRST) ? 0 : 1, ended(phrases.from("second", draw), draw));
    }
    if (draw.chance(WITH_CALL)) {
      sentences.add(ended(phrases.from("call", draw), draw));
    }
    return sentences;
  }

  private static String ended(String sentence, Draw draw) {
    String end = draw.chance(EXCLAIMED) ? "!" : draw.chance(UNPUNCTUATED) ? "" : ".";
    String dashed = draw.chance(DASHED) ? sentence.replaceFirst("[:;] ", " - ") : sentence;
    return capitalised(dashed) + (dashed.endsWith("?") ? "" : end);
  }

  private static String capitalised(String sentence) {
    int first = sentence.offsetByCodePoints(0, 1);
    return sentence.substring(0, first).toUpperCase(Locale.ROOT) + sentence.substring(first);
  }

  private String hashtag(Draw draw) {
    return phrases.from("hashtag", draw).replace(" ", "");
  }
}
