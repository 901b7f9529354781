package org.penumbra.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.penumbra.Interval;
import org.penumbra.select.AssumedRates;
import org.penumbra.select.Strata;
import org.penumbra.triage.Answered;
import org.penumbra.triage.BandItem;
import org.penumbra.triage.ExpertAudit;
import org.penumbra.triage.RecallCertificate;
import org.penumbra.triage.SampleDesign;
import org.penumbra.triage.TriageBand;

/** What a score loses, in truth and by what the samples say of it. */
final class TriageJudge {

  static final double TARGET = .95;
  static final double CONFIDENCE = .95;

  /** Calls of the language model for the band, and again for the audit. */
  static final int CALLS = 10_000;

  /** Experts' answers to texts of the audit. */
  static final int EXPERTS = 1000;

  /** Kept, at a guess, before there is a band. */
  private static final double GUESS = .5;

  private final LabelledTexts texts;
  private final ThinnedTexts corpus;
  private final double prevalence;
  private final TriageTeacher teacher;
  private final double[] score;
  private final List<ThinnedTexts.Stratum> strata;
  private final double[] rates;

  /**
   * @param texts with the reference labels, which are the experts'
   * @param corpus of which a share is to be dropped
   * @param prevalence of positives in it
   * @param teacher whose answers set the band and audit it
   * @param score of each text
   */
  TriageJudge(
      LabelledTexts texts,
      ThinnedTexts corpus,
      double prevalence,
      TriageTeacher teacher,
      double[] score) {
    this.texts = texts;
    this.corpus = corpus;
    this.prevalence = prevalence;
    this.teacher = teacher;
    this.score = score;
    this.strata = corpus.strata(text -> score[text], Strata.quantiles());
    this.rates = AssumedRates.perBand(Strata.quantiles(), prevalence);
  }

  /** What one band did. */
  record Banded(boolean drops, double dropped, double recall, boolean promiseKept) {}

  /** What one audit said. */
  record Audited(Interval model, boolean holdsModel, Interval experts, boolean holdsExperts) {}

  /** The share of the corpus that can be dropped with a stated recall of some positives. */
  double droppable(double recall, IntPredicate positive) {
    double cut = cut(recall, positive);
    return corpus.share(text -> score[text] < cut);
  }

  /** The highest score from which on so many of the positives lie. */
  double cut(double recall, IntPredicate positive) {
    int[] ascending =
        IntStream.of(corpus.members())
            .filter(positive)
            .boxed()
            .sorted((one, other) -> Double.compare(score[one], score[other]))
            .mapToInt(Integer::intValue)
            .toArray();
    return score[ascending[(int) Math.floor(ascending.length * (1 - recall))]];
  }

  /** Draws a sample, sets the band by it and looks at what that does. */
  Banded band(SplittableRandom random) {
    double below = 0;
    List<SampleDesign.Stratum> design = new ArrayList<>();
    for (int h = 0; h < rates.length; h++) {
      below += strata.get(h).share();
      design.add(designed(strata.get(h), rates[h], below > GUESS + 1e-2));
    }
    List<BandItem> sample =
        drawn(strata, design, CALLS, random).stream()
            .map(each -> new BandItem(score[each.text()], each.answered(answer(each.text()))))
            .toList();
    TriageBand band = TriageBand.cut(sample, TARGET, CONFIDENCE);
    return new Banded(
        band.drops(),
        corpus.share(text -> !band.keeps(score[text])),
        recall(band.cut(), texts.positive()::get),
        recall(band.cut(), this::answer) >= TARGET);
  }

  /** Draws an audit of what a cut keeps and drops. */
  Audited audit(double cut, SplittableRandom random) {
    List<ThinnedTexts.Stratum> parts = new ArrayList<>();
    List<SampleDesign.Stratum> design = new ArrayList<>();
    for (int h = 0; h < rates.length; h++) {
      for (boolean kept : new boolean[] {false, true}) {
        ThinnedTexts.Stratum part = strata.get(h).where(text -> (score[text] >= cut) == kept);
        if (part.share() > 0) {
          parts.add(part);
          design.add(designed(part, rates[h], kept));
        }
      }
    }
    List<ThinnedTexts.Drawn> sample = drawn(parts, design, CALLS, random);
    long keptRows = Math.round(corpus.share(text -> score[text] >= cut) * TriageTrial.ROWS);
    long droppedRows = TriageTrial.ROWS - keptRows;
    Interval model =
        RecallCertificate.of(
                answered(sample, cut, true),
                answered(sample, cut, false),
                keptRows,
                droppedRows,
                TARGET,
                CONFIDENCE)
            .recall();
    Interval experts =
        ExpertAudit.certify(asked(sample, cut, random), keptRows, droppedRows, TARGET, CONFIDENCE)
            .recall();
    return new Audited(
        model,
        model.contains(recall(cut, this::answer)),
        experts,
        experts.contains(recall(cut, texts.positive()::get)));
  }

  private List<Answered> answered(List<ThinnedTexts.Drawn> sample, double cut, boolean kept) {
    return sample.stream()
        .filter(each -> (score[each.text()] >= cut) == kept)
        .map(each -> each.answered(answer(each.text())))
        .toList();
  }

  /** Experts answer what is drawn from each quarter of the audit: kept or not, positive or not. */
  private List<ExpertAudit.Text> asked(
      List<ThinnedTexts.Drawn> sample, double cut, SplittableRandom random) {
    List<ExpertAudit.Text> audit = new ArrayList<>();
    List<SampleDesign.Stratum> design = new ArrayList<>();
    List<List<ThinnedTexts.Drawn>> quarters = new ArrayList<>();
    for (boolean kept : new boolean[] {true, false}) {
      for (boolean positive : new boolean[] {true, false}) {
        List<ThinnedTexts.Drawn> quarter =
            sample.stream()
                .filter(each -> (score[each.text()] >= cut) == kept)
                .filter(each -> answer(each.text()) == positive)
                .toList();
        quarters.add(quarter);
        design.add(new SampleDesign.Stratum(quarter.size(), positive ? .7 : prevalence / 3, kept));
      }
    }
    int[] experts = SampleDesign.forRecall(design, TARGET, EXPERTS);
    for (int q = 0; q < experts.length; q++) {
      List<ThinnedTexts.Drawn> quarter = new ArrayList<>(quarters.get(q));
      Collections.shuffle(quarter, new Random(random.nextLong()));
      for (int i = 0; i < quarter.size(); i++) {
        ThinnedTexts.Drawn each = quarter.get(i);
        audit.add(
            new ExpertAudit.Text(
                score[each.text()] >= cut,
                each.answered(answer(each.text())),
                i < experts[q]
                    ? Optional.of(texts.positive().get(each.text()))
                    : Optional.empty()));
      }
    }
    return audit;
  }

  private List<ThinnedTexts.Drawn> drawn(
      List<ThinnedTexts.Stratum> strata,
      List<SampleDesign.Stratum> design,
      int budget,
      SplittableRandom random) {
    int[] draws = SampleDesign.forRecall(design, TARGET, budget);
    List<ThinnedTexts.Drawn> sample = new ArrayList<>();
    for (int h = 0; h < draws.length; h++) {
      double probability = draws[h] / (strata.get(h).share() * TriageTrial.ROWS);
      for (int text : strata.get(h).draw(draws[h], random)) {
        sample.add(new ThinnedTexts.Drawn(text, probability));
      }
    }
    return sample;
  }

  private double recall(double cut, IntPredicate positive) {
    return corpus.share(text -> positive.test(text) && score[text] >= cut) / corpus.share(positive);
  }

  boolean answer(int text) {
    return teacher.answers().get(text);
  }

  private static SampleDesign.Stratum designed(
      ThinnedTexts.Stratum stratum, double rate, boolean kept) {
    return new SampleDesign.Stratum(Math.round(stratum.share() * TriageTrial.ROWS), rate, kept);
  }
}
