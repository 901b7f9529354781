package org.penumbra.settings;

import java.time.Duration;
import java.util.List;

/**
 * What `simulate` plays.
 *
 * @param corpora paths of descriptions of labelled corpora
 * @param prevalences shares of positives that each corpus is thinned to, in (0, 1)
 * @param strategies contestants beside recipe and random, {@code name} or {@code name[variant]}
 * @param variants settings changed for some contestants
 * @param commands strategies outside this program
 * @param commandTimeout after which a command is killed
 * @param seeds draws for recipe and random, at least 1
 * @param otherSeeds draws for all else
 * @param coldStart judgements before the first batch, at least 0
 * @param batches judgements of each batch after that
 * @param dimensions principal components that stand for a vector; 0 for the vector itself
 * @param testShare share of a corpus kept for testing, in (0, 1)
 * @param examples positive examples of a policy, at least 1
 * @param minPositives positives that must remain, at least 1
 * @param waveDraws draws per wave, at least 1
 */
public record StudySettings(
    List<String> corpora,
    List<Double> prevalences,
    List<String> strategies,
    List<StudyVariant> variants,
    List<StudyCommand> commands,
    Duration commandTimeout,
    int seeds,
    int otherSeeds,
    int coldStart,
    List<Integer> batches,
    int dimensions,
    double testShare,
    int examples,
    int minPositives,
    int waveDraws) {

  static StudySettings read(SettingsReader reader) {
    return new StudySettings(
        reader.texts("study.corpora"),
        reader.properShares("study.prevalences"),
        reader.texts("study.strategies"),
        reader.variants("study.variants"),
        reader.commands("study.commands"),
        reader.duration("study.command-timeout"),
        reader.atLeast(1, "study.seeds"),
        reader.atLeast(1, "study.other-seeds"),
        reader.atLeast(0, "study.cold-start"),
        reader.counts("study.batches"),
        reader.atLeast(0, "study.dimensions"),
        reader.properShare("study.test-share"),
        reader.atLeast(1, "study.examples"),
        reader.atLeast(1, "study.min-positives"),
        reader.atLeast(1, "study.wave-draws"));
  }
}
