package org.penumbra.select;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;
import org.penumbra.StableHash;
import org.penumbra.embed.Vectors;

/**
 * The joint choice of JEST (Evans et al. 2024, arXiv 2406.17711, section 3 and algorithm 1): from a
 * random super-batch, chunk after chunk is drawn without replacement with probabilities
 * proportional to exp(learnability given the chunks before). Learnability is the learner's loss
 * less the reference's, so an item counts that the learner gets wrong and the reference does not.
 *
 * <p>In the paper the loss of a batch is contrastive: each item has a term of its own (image and
 * caption match) and one with every other item of the batch (image and other caption do not), and
 * the latter make the choice a joint one. What stands for them here:
 *
 * <ul>
 *   <li>The label is not known before it is bought, so losses are those on the reference's answer;
 *       how that is read is the caller's choice.
 *   <li>The own term is the loss on "is this item positive?". It does not depend on the batch.
 *   <li>Embeddings are frozen and the same for learner and reference, so a contrastive loss on them
 *       would cancel out. The term of two items is the loss on "have both the same label?", with
 *       answers as if independent. It weighs sigmoid(10 cosine - 10), how likely a sigmoid loss at
 *       its usual start (Zhai et al. 2023, ICCV, SigLIP) takes the two for a match: as in the paper
 *       only look-alikes make hard negatives. Look-alikes that the reference separates and the
 *       learner does not thus come together.
 *   <li>Both orders of two items count, as both stand in the paper's sum.
 * </ul>
 *
 * <p>Draws are Gumbel-top-k (Kool et al. 2019, ICML): the highest of score + Gumbel noise are a
 * sample without replacement; the noise follows from the seed.
 *
 * @param excess the learner's loss less the reference's on a yes-or-no question, from the
 *     reference's and the learner's probability of yes
 * @param chunks how many draws make a batch, 16 in the paper
 * @param multiple super-batch over batch, 10 for the paper's filtering ratio of 90 %
 * @param gain factor on scores, which are in nats, before the draw: the higher, the less is chance
 * @param seed of super-batch and draws
 */
record JointSampling(
    DoubleBinaryOperator excess, int chunks, int multiple, double gain, long seed) {

  private static final double TEMPERATURE = 10;
  private static final double BIAS = -10;

  /** Takes nothing where nothing is calibrated: there is no learner's loss then. */
  void fill(Draft draft, int items) {
    if (!draft.pool().calibrated()) {
      return;
    }
    Shortlist shortlist =
        new Shortlist(draft, Arm.STUDY, candidate -> "The reference knows better than the model.");
    shortlist.fillBy(
        (numbers, wanted) -> new SuperBatch(draft.pool(), numbers).take(shortlist, wanted),
        atRandom(draft.pool()),
        items,
        multiple);
  }

  private List<Integer> atRandom(Pool pool) {
    double[] places =
        pool.candidates().stream()
            .mapToDouble(candidate -> StableHash.unit(seed, "super-batch", candidate.id()))
            .toArray();
    return IntStream.of(pool.openNumbers())
        .boxed()
        .sorted(Comparator.comparingDouble(i -> places[i]))
        .toList();
  }

  private final class SuperBatch {
    private final int[] numbers;
    private final List<Candidate> items;
    private final float[][] vectors;

    /** Each item's learnability given what is taken. */
    private final double[] scores;

    SuperBatch(Pool pool, int[] numbers) {
      this.numbers = numbers;
      this.items = IntStream.of(numbers).mapToObj(pool.candidates()::get).toList();
      this.vectors = pool.vectors(numbers);
      this.scores =
          items.stream()
              .mapToDouble(i -> excess.applyAsDouble(i.requiredTeacher(), i.probability()))
              .toArray();
    }

    void take(Shortlist shortlist, int wanted) {
      for (int chunk = 0; chunk < chunks; chunk++) {
        int size = wanted * (chunk + 1) / chunks - wanted * chunk / chunks;
        int[] order = drawOrder(chunk);
        int[] drawn = new int[size];
        int taken = 0;
        for (int i = 0; i < order.length && taken < size; i++) {
          if (shortlist.take(numbers[order[i]])) {
            drawn[taken++] = order[i];
          }
        }
        addPairs(Arrays.copyOf(drawn, taken));
      }
    }

    private int[] drawOrder(int chunk) {
      double[] keys = new double[numbers.length];
      for (int i = 0; i < keys.length; i++) {
        double unit = StableHash.unit(seed, "gumbel-" + chunk, items.get(i).id());
        keys[i] = gain * scores[i] - Math.log(-Math.log(1 - unit));
      }
      return IntStream.range(0, keys.length)
          .boxed()
          .sorted(Comparator.comparingDouble(i -> -keys[i]))
          .mapToInt(Integer::intValue)
          .toArray();
    }

    private void addPairs(int[] drawn) {
      float[][] added = IntStream.of(drawn).mapToObj(i -> vectors[i]).toArray(float[][]::new);
      Vectors.products(
          added,
          vectors,
          (row, first, products, count) -> {
            for (int i = 0; i < count; i++) {
              scores[first + i] +=
                  2 * pair(items.get(drawn[row]), items.get(first + i), products[i]);
            }
          });
    }

    private double pair(Candidate one, Candidate other, float cosine) {
      double weight = 1 / (1 + Math.exp(-TEMPERATURE * cosine - BIAS));
      return weight
          * excess.applyAsDouble(
              Bernoulli.same(one.teacher(), other.teacher()),
              Bernoulli.same(one.probability(), other.probability()));
    }
  }
}
