package org.penumbra.student;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;
import org.penumbra.Errors;

/**
 * What a head is trained on, all at once.
 *
 * @param inputs n x d, standardised
 * @param targets n x 1, 0 or 1
 */
record HeadBatch(INDArray inputs, INDArray targets) {

  /** Keeps log(0) out of the loss without moving its optimum: only saturated items are clipped. */
  static final double CLIP = 1e-15;

  /**
   * The batch of some labelled items. ND4J is set to one thread, for the whole process and from
   * then on, so that its sums run in one order whatever the number of cores.
   *
   * @throws org.penumbra.UserException if they do not hold both labels
   */
  static HeadBatch of(TrainingSet items, Standardiser standardiser) {
    if (items.positives() == 0 || items.positives() == items.size()) {
      throw Errors.oneClassOfLabels(items.positives(), items.size() - items.positives());
    }
    Nd4j.factory().blas().setMaxThreads(1);
    NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(1);
    double[][] rows = new double[items.size()][];
    double[][] column = new double[items.size()][1];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = standardiser.apply(items.vectors()[i]);
      column[i][0] = items.labels()[i];
    }
    return new HeadBatch(Nd4j.createFromArray(rows), Nd4j.createFromArray(column));
  }
}
