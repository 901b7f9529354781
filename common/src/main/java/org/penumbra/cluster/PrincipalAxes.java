package org.penumbra.cluster;

import java.util.List;

/**
 * The two directions along which some vectors differ most (Pearson, 1901), by orthogonal iteration
 * (Golub and Van Loan, Matrix Computations, 8.2.4). Signs are set so that the largest coordinate of
 * an axis is positive.
 */
@SuppressWarnings("ArrayRecordComponent") // rows of numbers, never compared
public record PrincipalAxes(double[] mean, double[][] axes, double[] explained) {

  /** Axes of a map. */
  public static final int COUNT = 2;

  private static final int MOST_STEPS = 300;
  private static final double STILL = 1e-9;

  /** The axes of at least one vector; all of one length, at least {@value #COUNT}. */
  public static PrincipalAxes of(List<float[]> vectors) {
    int length = vectors.get(0).length;
    double[] mean = new double[length];
    for (float[] vector : vectors) {
      for (int i = 0; i < length; i++) {
        mean[i] += vector[i] / (double) vectors.size();
      }
    }
    double[][] axes = new double[COUNT][length];
    for (int axis = 0; axis < COUNT; axis++) {
      for (int i = 0; i < length; i++) {
        // Any start will do that is orthogonal to no axis.
        axes[axis][i] = Math.cos((axis + 1.0) * (i + 1.0));
      }
    }
    orthonormal(axes);
    double[] variances = new double[COUNT];
    double moved = 1;
    for (int step = 0; step < MOST_STEPS && moved > STILL; step++) {
      double[][] next = stretched(vectors, mean, axes);
      for (int axis = 0; axis < COUNT; axis++) {
        variances[axis] = Math.sqrt(dot(next[axis], next[axis])) / vectors.size();
      }
      orthonormal(next);
      moved = 0;
      for (int axis = 0; axis < COUNT; axis++) {
        moved = Math.max(moved, 1 - Math.abs(dot(next[axis], axes[axis])));
      }
      axes = next;
    }
    for (double[] axis : axes) {
      turnToPositive(axis);
    }
    double total = 0;
    for (float[] vector : vectors) {
      for (int i = 0; i < length; i++) {
        total += (vector[i] - mean[i]) * (vector[i] - mean[i]) / vectors.size();
      }
    }
    double[] explained = new double[COUNT];
    for (int axis = 0; axis < COUNT; axis++) {
      explained[axis] = total == 0 ? 0 : Math.min(1, variances[axis] / total);
    }
    return new PrincipalAxes(mean, axes, explained);
  }

  /** Where a vector lies along an axis. */
  public double along(int axis, float[] vector) {
    double sum = 0;
    for (int i = 0; i < mean.length; i++) {
      sum += (vector[i] - mean[i]) * axes[axis][i];
    }
    return sum;
  }

  /** The scatter matrix times each axis, without the matrix. */
  private static double[][] stretched(List<float[]> vectors, double[] mean, double[][] axes) {
    double[][] next = new double[COUNT][mean.length];
    for (float[] vector : vectors) {
      for (int axis = 0; axis < COUNT; axis++) {
        double along = 0;
        for (int i = 0; i < mean.length; i++) {
          along += (vector[i] - mean[i]) * axes[axis][i];
        }
        for (int i = 0; i < mean.length; i++) {
          next[axis][i] += along * (vector[i] - mean[i]);
        }
      }
    }
    return next;
  }

  /** Gram and Schmidt's; an axis along which nothing differs is left as it is, at length 0. */
  private static void orthonormal(double[][] axes) {
    for (int axis = 0; axis < axes.length; axis++) {
      for (int before = 0; before < axis; before++) {
        double along = dot(axes[axis], axes[before]);
        for (int i = 0; i < axes[axis].length; i++) {
          axes[axis][i] -= along * axes[before][i];
        }
      }
      double length = Math.sqrt(dot(axes[axis], axes[axis]));
      for (int i = 0; length > 0 && i < axes[axis].length; i++) {
        axes[axis][i] /= length;
      }
    }
  }

  private static void turnToPositive(double[] axis) {
    double largest = 0;
    for (double value : axis) {
      largest = Math.abs(value) > Math.abs(largest) ? value : largest;
    }
    for (int i = 0; largest < 0 && i < axis.length; i++) {
      axis[i] = -axis[i];
    }
  }

  private static double dot(double[] one, double[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += one[i] * other[i];
    }
    return sum;
  }
}
