package org.penumbra.select;

/**
 * ACID, active curation as implicit distillation (Udandarao et al. 2024, arXiv 2411.18674, section
 * 3): JEST's joint choice with a larger teacher as the reference. An item's score is the student's
 * loss on the teacher's label less the teacher's own loss on it, so an item counts on which the
 * teacher is sure and the student is not, or is wrong; where the teacher is the less sure of the
 * two it is negative. See {@link JointSampling} for the choice.
 *
 * <p>The paper's labels come with the data; here the teacher's likelier answer stands for the label
 * until it is bought. That, and which model fills {@link Candidate#teacher} (LLM-0, not a scorer of
 * the student's size), is what sets it apart from {@link Learnability}.
 *
 * <p>ACED, the paper's other method, chooses like this as well and adds distillation from the
 * teacher to the loss the student is trained with, which is no matter of selection.
 *
 * @param chunks how many draws make a batch, 16 in the paper
 * @param multiple how many times the items wanted are looked at, drawn at random
 * @param gain factor on scores, which are in nats, before the draw, see {@link Learnability}
 * @param seed of all draws; another in each round
 */
public record TeacherReference(int chunks, int multiple, double gain, long seed)
    implements Strategy {

  @Override
  public void fill(Draft draft, int items) {
    new JointSampling(Bernoulli::excessLoss, chunks, multiple, gain, seed).fill(draft, items);
  }
}
