package org.penumbra.label;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One score of what several voices, models or prompts, say of a text. How far each is to be
 * believed is learned from how they vote on many texts, as with raters ({@link DawidSkene}): a
 * voice votes positive where its own score is at least one half. The score is then the posterior
 * that the model gives the votes, each counted as far as its voice is sure of it: a voice with
 * score p weighs as p votes for positive and 1 - p for negative. Where all are certain that is
 * Dawid and Skene's posterior, but that no voice is taken to be surer than one error in ten
 * thousand: voices that never err against each other would otherwise be certain of anything.
 *
 * @param prevalence share of positive texts, 0 to 1
 * @param voices how each one votes, in the order of their scores
 * @param caution what must be said of the fit, or null
 */
public record VoiceConsensus(double prevalence, List<Voice> voices, String caution)
    implements Serializable {

  private static final double RAREST_ERROR = 1e-4;

  /** Fewer can hardly be weighed against one another. */
  private static final int FEW = 3;

  /**
   * How a voice votes.
   *
   * @param name its name
   * @param votes texts it voted on
   * @param sensitivity probability of a vote for positive on a positive text
   * @param specificity probability of a vote for negative on a negative text
   */
  public record Voice(String name, long votes, double sensitivity, double specificity)
      implements Serializable {}

  public VoiceConsensus {
    voices = List.copyOf(voices);
  }

  /** The vote behind a score: {@code 1}, {@code 0} or, where there is none, {@code -}. */
  public static char vote(Double score) {
    return score == null ? '-' : score >= 0.5 ? '1' : '0';
  }

  /**
   * Learns how far each voice is to be believed.
   *
   * @param names of the voices, in an order that every pattern follows
   * @param patterns texts by the votes they got, one character a voice, see {@link #vote}
   */
  public static VoiceConsensus of(List<String> names, SortedMap<String, Long> patterns) {
    Map<String, Map<String, Answer>> answers = new TreeMap<>();
    patterns.keySet().forEach(pattern -> answers.put(pattern, answers(names, pattern)));
    DawidSkene fit = DawidSkene.of(answers, patterns);
    List<Voice> voices = new ArrayList<>();
    for (String name : names) {
      DawidSkene.Rates rates = fit.raters().get(name);
      voices.add(
          rates == null
              ? new Voice(name, 0, 0.5, 0.5)
              : new Voice(
                  name,
                  rates.answers(),
                  share(rates.positiveIfPositive(), rates.unsureIfPositive()),
                  share(rates.negativeIfNegative(), rates.unsureIfNegative())));
    }
    String caution =
        names.size() < FEW
            ? "two voices alone can hardly be weighed against one another; three or more are wanted"
            : fit.caution().orElse(null);
    return new VoiceConsensus(fit.prevalence(), voices, caution);
  }

  private static Map<String, Answer> answers(List<String> names, String pattern) {
    Map<String, Answer> answers = new TreeMap<>();
    for (int i = 0; i < names.size(); i++) {
      if (pattern.charAt(i) != '-') {
        answers.put(names.get(i), pattern.charAt(i) == '1' ? Answer.POSITIVE : Answer.NEGATIVE);
      }
    }
    return answers;
  }

  /** Nobody is unsure here, but the smoothing allows for it. */
  private static double share(double right, double unsure) {
    return Math.max(RAREST_ERROR, Math.min(1 - RAREST_ERROR, right / (1 - unsure)));
  }

  /**
   * The score of a text, 0 to 1.
   *
   * @param scores a score a voice, in their order, 0 to 1; null where it gave none
   */
  public double score(List<Double> scores) {
    double logOdds = Math.log(prevalence) - Math.log(1 - prevalence);
    for (int i = 0; i < voices.size(); i++) {
      if (scores.get(i) != null) {
        Voice voice = voices.get(i);
        double ifPositive = Math.log(voice.sensitivity) - Math.log(1 - voice.specificity);
        double ifNegative = Math.log(1 - voice.sensitivity) - Math.log(voice.specificity);
        logOdds += scores.get(i) * ifPositive + (1 - scores.get(i)) * ifNegative;
      }
    }
    return 1 / (1 + Math.exp(-logOdds));
  }

  /**
   * How far voices are apart on a text: the mean over pairs of the difference of their scores, 0 to
   * 1; null where fewer than two have one.
   */
  public static Double disagreement(List<Double> scores) {
    double[] given = scores.stream().filter(s -> s != null).mapToDouble(s -> s).sorted().toArray();
    if (given.length < 2) {
      return null;
    }
    double sum = 0;
    for (int i = 0; i < given.length; i++) {
      // Sorted, each is the greater one of i pairs and the lesser one of all others.
      sum += given[i] * (2 * i - given.length + 1);
    }
    return sum / (given.length * (given.length - 1) / 2.0);
  }

  /** In words. */
  public String sentence() {
    StringBuilder said = new StringBuilder();
    for (Voice voice : voices) {
      said.append(said.length() == 0 ? "voices: " : ", ")
          .append(
              String.format(
                  Locale.ROOT,
                  "%s finds %.2f of positives and %.2f of negatives",
                  voice.name,
                  voice.sensitivity,
                  voice.specificity));
    }
    return said.append(" by their votes alone").toString();
  }
}
