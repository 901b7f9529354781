package org.penumbra.agree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.penumbra.agree.ReliabilityData.matrix;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.dkpro.statistics.agreement.coding.KrippendorffAlphaAgreement;
import org.dkpro.statistics.agreement.distance.IntervalDistanceFunction;
import org.dkpro.statistics.agreement.distance.NominalDistanceFunction;
import org.dkpro.statistics.agreement.distance.OrdinalDistanceFunction;
import org.junit.jupiter.api.Test;
import org.penumbra.agree.KrippendorffAlpha.Scale;
import org.penumbra.label.Answer;

class KrippendorffAlphaTest {

  @Test
  void aUnitWithOneValuePairsWithNothing() {
    KrippendorffAlpha alpha = KrippendorffAlpha.of(matrix("12.", "123"), Scale.NOMINAL);
    assertThat(alpha.value()).isEqualTo(1);
    assertThat(alpha.values()).isEqualTo(4);
  }

  @Test
  void oneValueOnlyOrNoPairsIsUndefined() {
    assertThat(KrippendorffAlpha.of(matrix("11", "11"), Scale.ORDINAL).value()).isNaN();
    assertThat(KrippendorffAlpha.of(matrix("1.", ".2"), Scale.NOMINAL).value()).isNaN();
    assertThat(KrippendorffAlpha.of(new double[0][], Scale.NOMINAL).value()).isNaN();
  }

  @Test
  void oneUnitIsUndefined() {
    KrippendorffAlpha alpha = KrippendorffAlpha.of(matrix("1", "2"), Scale.NOMINAL);
    assertThat(alpha.value()).isNaN();
    assertThat(alpha.values()).isEqualTo(2);
  }

  @Property(tries = 100)
  void agreesWithAnIndependentLibraryOnRandomTablesWithGaps(@ForAll long seed) {
    Random random = new Random(seed);
    String[] rows = new String[4];
    for (int rater = 0; rater < rows.length; rater++) {
      StringBuilder row = new StringBuilder();
      for (int unit = 0; unit < 20; unit++) {
        row.append(random.nextInt(4) == 0 ? "." : Integer.toString(1 + random.nextInt(4)));
      }
      rows[rater] = row.toString();
    }
    for (var scale :
        Map.of(
                Scale.NOMINAL, new NominalDistanceFunction(),
                Scale.ORDINAL, new OrdinalDistanceFunction(),
                Scale.INTERVAL, new IntervalDistanceFunction())
            .entrySet()) {
      double oracle =
          new KrippendorffAlphaAgreement(ReliabilityData.study(rows), scale.getValue())
              .calculateAgreement();
      double found = KrippendorffAlpha.of(matrix(rows), scale.getKey()).value();
      assertThat(found).isCloseTo(oracle, within(1e-9));
    }
  }

  @Property(tries = 50)
  void ofRatingsIsThatOfTheirMatrix(@ForAll long seed) {
    List<Rating> ratings = RandomRatings.of(new Random(seed), 30, 4);
    double[][] matrix = new double[4][30];
    for (double[] row : matrix) {
      Arrays.fill(row, Double.NaN);
    }
    for (Rating rating : ratings) {
      if (rating.answer() != Answer.INVALID) {
        int rater = Integer.parseInt(rating.rater().substring(1));
        matrix[rater][Integer.parseInt(rating.itemId().substring(1))] =
            Categories.WITH_UNSURE.code(rating.answer());
      }
    }
    double statistic =
        KrippendorffAlpha.statistic(Ratings.of(ratings), Categories.WITH_UNSURE).estimate();
    assertThat(statistic)
        .isCloseTo(KrippendorffAlpha.of(matrix, Scale.NOMINAL).value(), within(1e-12));
  }
}
