package org.penumbra.agree;

/**
 * Agreement of two raters beyond chance: (observed − expected) / (1 − expected), where expected is
 * what the two raters' own shares of each category give by chance (Cohen 1960, "A coefficient of
 * agreement for nominal scales", Educational and Psychological Measurement 20(1), p. 40). The
 * standard error is that of Fleiss, Cohen and Everitt (1969, Psychological Bulletin 72(5), formula
 * 13). Where both raters used one and the same category kappa is 0/0, and one item shows no
 * agreement beyond chance: NaN, with the counts kept.
 *
 * @param value kappa in [-1, 1], or NaN
 * @param standardError of kappa, or NaN
 * @param observed share of weight on which the raters agree
 * @param expected share on which they would agree by chance
 * @param total sum of the cells
 */
public record CohenKappa(
    double value, double standardError, double observed, double expected, double total) {

  /**
   * Kappa of a square table of counts.
   *
   * @param table categories of rater 1 (rows) by those of rater 2 (columns), cells not negative
   */
  public static CohenKappa of(double[][] table) {
    double[] cells = flat(table);
    return of(cells, table.length, sum(cells));
  }

  /**
   * Kappa of a square table of design weights, whose sum says nothing about precision.
   *
   * @param table categories of rater 1 (rows) by those of rater 2 (columns), cells not negative
   * @param effectiveItems what the standard error divides by: Kish's (Σw)² / Σw²
   */
  public static CohenKappa ofWeights(double[][] table, double effectiveItems) {
    return of(flat(table), table.length, effectiveItems);
  }

  private static CohenKappa of(double[] cells, int k, double items) {
    double total = sum(cells);
    double[] rows = new double[k];
    double[] columns = new double[k];
    double observed = 0;
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < k; j++) {
        double share = cells[i * k + j] / total;
        rows[i] += share;
        columns[j] += share;
        observed += i == j ? share : 0;
      }
    }
    double expected = 0;
    for (int i = 0; i < k; i++) {
      expected += rows[i] * columns[i];
    }
    double kappa = value(cells, 0, k);
    if (Double.isNaN(kappa)) {
      return new CohenKappa(Double.NaN, Double.NaN, observed, expected, total);
    }
    double doubt = 1 - kappa;
    double diagonal = 0;
    double rest = 0;
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < k; j++) {
        double share = cells[i * k + j] / total;
        if (i == j) {
          double term = 1 - (rows[i] + columns[i]) * doubt;
          diagonal += share * term * term;
        } else {
          double term = columns[i] + rows[j];
          rest += share * term * term;
        }
      }
    }
    double centre = kappa - expected * doubt;
    double variance = Math.max(0, diagonal + doubt * doubt * rest - centre * centre) / items;
    return new CohenKappa(kappa, Math.sqrt(variance) / (1 - expected), observed, expected, total);
  }

  /** Kappa alone, of the k x k cells that start at {@code from}: nothing is allocated. */
  static double value(double[] cells, int from, int k) {
    double total = 0;
    double agreed = 0;
    double chance = 0;
    int used = 0;
    for (int i = 0; i < k; i++) {
      double row = 0;
      double column = 0;
      for (int j = 0; j < k; j++) {
        row += cells[from + i * k + j];
        column += cells[from + j * k + i];
      }
      total += row;
      agreed += cells[from + i * k + i];
      chance += row * column;
      used += row > 0 || column > 0 ? 1 : 0;
    }
    if (used < 2 || total <= 1) {
      return Double.NaN;
    }
    double expected = chance / (total * total);
    return (agreed / total - expected) / (1 - expected);
  }

  private static double[] flat(double[][] table) {
    int k = table.length;
    double[] cells = new double[k * k];
    for (int i = 0; i < k; i++) {
      if (table[i].length != k) {
        throw new IllegalArgumentException("A table of kappa is square, row " + i + " is not");
      }
      for (int j = 0; j < k; j++) {
        if (!(table[i][j] >= 0) || Double.isInfinite(table[i][j])) {
          throw new IllegalArgumentException("A cell of kappa is a count, not " + table[i][j]);
        }
        cells[i * k + j] = table[i][j];
      }
    }
    return cells;
  }

  private static double sum(double[] cells) {
    double sum = 0;
    for (double cell : cells) {
      sum += cell;
    }
    return sum;
  }
}
