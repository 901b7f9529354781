package org.penumbra.triage;

import org.penumbra.student.SparseVector;

/**
 * Logistic regression on targets between 0 and 1, each item with a weight of its own, which
 * LIBLINEAR has no way to be told. It minimises
 *
 * <pre>Σ_i c_i (log(1 + exp(z_i)) − t_i z_i) + λ/2 |w|²,    z_i = w · x_i + b</pre>
 *
 * by truncated Newton steps, as LIBLINEAR does (Lin, Weng and Keerthi 2008, "Trust region Newton
 * method for large-scale logistic regression", JMLR 9), with a line search in place of the trust
 * region. Where a target is a teacher's probability this is distillation at temperature 1 (Hinton,
 * Vinyals and Dean 2015).
 */
final class SoftLogistic {

  /** On the gradient's norm, relative to the first one. */
  private static final double TOLERANCE = 1e-4;

  private static final int MOST_STEPS = 50;
  private static final int MOST_PRODUCTS = 100;

  /** On the residual of a Newton system, relative to the gradient. */
  private static final double RESIDUAL = 0.1;

  /** Share of the decrease that the slope promises, with which a step is taken. */
  private static final double SUFFICIENT = 1e-4;

  private static final double SHORTEST = 1e-10;

  private final SparseVector[] rows;
  private final double[] targets;
  private final double[] costs;
  private final double lambda;
  private final int bias;

  /** The log-odds of each row at the current parameters. */
  private double[] logOdds;

  /**
   * @param rows the items' values
   * @param targets in [0, 1]
   * @param costs the items' weights, not negative
   * @param places the rows' length
   * @param lambda weight of the penalty, above 0
   */
  SoftLogistic(SparseVector[] rows, double[] targets, double[] costs, int places, double lambda) {
    this.rows = rows;
    this.targets = targets;
    this.costs = costs;
    this.lambda = lambda;
    this.bias = places;
    this.logOdds = new double[rows.length];
  }

  /** The weights and, last, the bias at the minimum. */
  double[] minimum() {
    double[] parameters = new double[bias + 1];
    double[] gradient = gradient(parameters);
    double first = norm(gradient);
    for (int step = 0; step < MOST_STEPS && norm(gradient) > TOLERANCE * first; step++) {
      double[] direction = newton(gradient);
      if (!move(parameters, direction, dot(gradient, direction))) {
        break;
      }
      gradient = gradient(parameters);
    }
    return parameters;
  }

  private double[] gradient(double[] parameters) {
    double[] gradient = new double[bias + 1];
    for (int place = 0; place < bias; place++) {
      gradient[place] = lambda * parameters[place];
    }
    for (int i = 0; i < rows.length; i++) {
      add(gradient, rows[i], costs[i] * (probability(logOdds[i]) - targets[i]));
    }
    return gradient;
  }

  /** Conjugate gradients on the Newton system; a direction that leads down. */
  private double[] newton(double[] gradient) {
    double[] curvature = new double[rows.length];
    for (int i = 0; i < curvature.length; i++) {
      double p = probability(logOdds[i]);
      curvature[i] = costs[i] * p * (1 - p);
    }
    double[] direction = new double[gradient.length];
    double[] residual = new double[gradient.length];
    addScaled(residual, -1, gradient);
    double[] search = residual.clone();
    double square = dot(residual, residual);
    double enough = RESIDUAL * RESIDUAL * square;
    for (int product = 0; product < MOST_PRODUCTS && square > enough; product++) {
      double[] curved = hessian(search, curvature);
      double bend = dot(search, curved);
      if (!(bend > 0)) {
        break;
      }
      double step = square / bend;
      addScaled(direction, step, search);
      addScaled(residual, -step, curved);
      double next = dot(residual, residual);
      for (int j = 0; j < search.length; j++) {
        search[j] = residual[j] + next / square * search[j];
      }
      square = next;
    }
    return direction;
  }

  private double[] hessian(double[] direction, double[] curvature) {
    double[] product = new double[direction.length];
    for (int place = 0; place < bias; place++) {
      product[place] = lambda * direction[place];
    }
    for (int i = 0; i < rows.length; i++) {
      add(product, rows[i], curvature[i] * logOdds(rows[i], direction));
    }
    return product;
  }

  /** Goes along a direction as far as it leads down; whether it went anywhere. */
  private boolean move(double[] parameters, double[] direction, double slope) {
    double[] change = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      change[i] = logOdds(rows[i], direction);
    }
    double start = loss(parameters, logOdds);
    for (double step = 1; step > SHORTEST; step /= 2) {
      double[] moved = parameters.clone();
      addScaled(moved, step, direction);
      double[] odds = logOdds.clone();
      addScaled(odds, step, change);
      if (loss(moved, odds) <= start + SUFFICIENT * step * slope) {
        System.arraycopy(moved, 0, parameters, 0, moved.length);
        logOdds = odds;
        return true;
      }
    }
    return false;
  }

  private double loss(double[] parameters, double[] odds) {
    double squares = 0;
    for (int place = 0; place < bias; place++) {
      squares += parameters[place] * parameters[place];
    }
    double loss = lambda / 2 * squares;
    for (int i = 0; i < rows.length; i++) {
      double z = odds[i];
      // log(1 + e^z) without overflow
      loss += costs[i] * (Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))) - targets[i] * z);
    }
    return loss;
  }

  private double logOdds(SparseVector row, double[] parameters) {
    double sum = parameters[bias];
    for (int i = 0; i < row.indices().length; i++) {
      sum += row.values()[i] * parameters[row.indices()[i]];
    }
    return sum;
  }

  private void add(double[] sums, SparseVector row, double factor) {
    for (int i = 0; i < row.indices().length; i++) {
      sums[row.indices()[i]] += factor * row.values()[i];
    }
    sums[bias] += factor;
  }

  private static double probability(double logOdds) {
    return 1 / (1 + Math.exp(-logOdds));
  }

  private static void addScaled(double[] sums, double factor, double[] values) {
    for (int j = 0; j < sums.length; j++) {
      sums[j] += factor * values[j];
    }
  }

  private static double dot(double[] left, double[] right) {
    double sum = 0;
    for (int j = 0; j < left.length; j++) {
      sum += left[j] * right[j];
    }
    return sum;
  }

  private static double norm(double[] values) {
    return Math.sqrt(dot(values, values));
  }
}
