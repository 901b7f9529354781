package org.penumbra.student;

/** The same penalised loss minimised another way: Newton's method with a dense Cholesky solve. */
final class ReferenceSolver {

  private ReferenceSolver() {}

  /** The minimal summed loss. */
  static double loss(TrainingSet items, Standardiser standardiser, double lambda) {
    int n = items.size();
    int d = items.vectors()[0].length;
    double[][] x = new double[n][];
    for (int i = 0; i < n; i++) {
      x[i] = java.util.Arrays.copyOf(standardiser.apply(items.vectors()[i]), d + 1);
      x[i][d] = 1;
    }
    double[] w = new double[d + 1];
    double best = loss(x, items.labels(), w, lambda);
    for (int step = 0; step < 100; step++) {
      double[] direction = newtonStep(x, items.labels(), w, lambda);
      double length = 1;
      double[] next = minus(w, direction, length);
      while (loss(x, items.labels(), next, lambda) > best && length > 1e-12) {
        length /= 2;
        next = minus(w, direction, length);
      }
      double reached = loss(x, items.labels(), next, lambda);
      if (!(reached < best)) {
        break;
      }
      best = reached;
      w = next;
    }
    return best;
  }

  private static double loss(double[][] x, int[] labels, double[] w, double lambda) {
    double sum = 0;
    for (int j = 0; j < w.length - 1; j++) {
      sum += lambda * w[j] * w[j] / 2;
    }
    for (int i = 0; i < x.length; i++) {
      double z = dot(x[i], w);
      sum += Math.max(z, 0) - z * labels[i] + Math.log1p(Math.exp(-Math.abs(z)));
    }
    return sum;
  }

  private static double[] newtonStep(double[][] x, int[] labels, double[] w, double lambda) {
    int m = w.length;
    double[] g = new double[m];
    double[][] h = new double[m][m];
    for (int i = 0; i < x.length; i++) {
      double p = 1 / (1 + Math.exp(-dot(x[i], w)));
      for (int j = 0; j < m; j++) {
        g[j] += (p - labels[i]) * x[i][j];
        double scaled = p * (1 - p) * x[i][j];
        for (int k = 0; k <= j; k++) {
          h[j][k] += scaled * x[i][k];
        }
      }
    }
    for (int j = 0; j < m - 1; j++) {
      g[j] += lambda * w[j];
      h[j][j] += lambda;
    }
    for (int j = 0; j < m; j++) {
      for (int i = j; i < m; i++) {
        for (int k = 0; k < j; k++) {
          h[i][j] -= h[i][k] * h[j][k];
        }
      }
      double root = Math.sqrt(h[j][j]);
      for (int i = j; i < m; i++) {
        h[i][j] /= root;
      }
    }
    for (int i = 0; i < m; i++) {
      for (int k = 0; k < i; k++) {
        g[i] -= h[i][k] * g[k];
      }
      g[i] /= h[i][i];
    }
    for (int i = m - 1; i >= 0; i--) {
      for (int k = i + 1; k < m; k++) {
        g[i] -= h[k][i] * g[k];
      }
      g[i] /= h[i][i];
    }
    return g;
  }

  private static double[] minus(double[] w, double[] direction, double length) {
    double[] next = w.clone();
    for (int j = 0; j < w.length; j++) {
      next[j] -= length * direction[j];
    }
    return next;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += a[j] * b[j];
    }
    return sum;
  }
}
