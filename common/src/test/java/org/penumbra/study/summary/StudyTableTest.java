package org.penumbra.study.summary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.penumbra.study.Metric;
import org.penumbra.study.StudyNames;

class StudyTableTest {

  private static final Cell LARGE = new Cell("davidson", .05);
  private static final Cell SMALL = new Cell("vader", .015);

  /** Two cells, of which the second is too small for 200 labels. */
  private static MadeStudy study() {
    return new MadeStudy()
        .pool(LARGE, 5000)
        .kappa(LARGE, "random", 100, .1, .2)
        .kappa(LARGE, "random", 200, .2, .3)
        .kappa(LARGE, "recipe", 100, .2, .3)
        .kappa(LARGE, "recipe", 200, .3, .5)
        .kappa(LARGE, StudyNames.CROWD, 1000, .2, .3)
        .kappa(LARGE, StudyNames.CROWD, 4000, .3, .4)
        .kappa(LARGE, StudyNames.ALL_EXPERT, 5000, .6, .5)
        .metric(LARGE, "recipe", 200, Metric.PREVALENCE.wireName(), .052, .048)
        .metric(LARGE, "recipe", 200, Metric.POSITIVES.wireName(), 41, 44)
        .pool(SMALL, 1500)
        .kappa(SMALL, "random", 100, .1, Double.NaN)
        .kappa(SMALL, "random", 200, .1)
        .kappa(SMALL, "recipe", 200, .3);
  }

  private static String rendered(MadeStudy study) {
    List<Integer> budgets = List.of(100, 200);
    SummaryPlan plan =
        new SummaryPlan(
            "kappa",
            budgets,
            budgets,
            new PlannedContrast("recipe", "random", List.of(200)),
            "random",
            100,
            1,
            10);
    return StudyTable.render(StudySummary.of(study.rows(), plan));
  }

  @Test
  void theConfirmatoryContrastStandsFirst() {
    String text = rendered(study());
    assertThat(text.indexOf("## Confirmatory contrast"))
        .isPositive()
        .isLessThan(text.indexOf("## Descriptive contrasts"));
    assertThat(text)
        .contains(
            """
            | contrast | role | estimate [interval] | cells above 0 | data sets |
            | --- | --- | ---: | ---: | ---: |
            | recipe − random at 200 | confirmatory | +0.150 [+0.100, +0.200] | 1 of 1 | 1 |

            With one data set the interval speaks of its seeds alone.

            | cell | difference (seeds) |
            | --- | ---: |
            | davidson, 5 % | +0.150 ± 0.050 (2) |
            | vader, 1.5 % | – |
            """)
        .contains("| recipe − random at 100 | descriptive | +0.100 [+0.100, +0.100] |");
  }

  @Test
  void meansSayOverHowManyCells() {
    assertThat(rendered(study()))
        .contains(
            """
            | strategy | 100 | 200 |
            | --- | ---: | ---: |
            | random | 0.125 ± – (2) | 0.250 ± 0.050 (1) |
            | recipe | 0.250 ± 0.050 (1) | 0.400 ± 0.100 (1) |
            """);
  }

  @Test
  void areasStandByStrategyAndCell() {
    // Areas: random 20, recipe 32.5, all-expert 55. Of the first seed alone (25 - 15) / (60 - 15),
    // of the second (40 - 25) / (50 - 25).
    assertThat(rendered(study())).contains("| recipe | 0.36 | 1 | 0 | 0.36 [0.22, 0.60] | – |");
  }

  @Test
  void aFactorThatIsNotInsideTheGridIsABound() {
    // The crowd's means are .25 at 1,000 and .35 at 4,000.
    assertThat(rendered(study()))
        .contains(
            """
            | davidson, 5 % | 100 | 200 |
            | --- | ---: | ---: |
            | random | < 10.0 | < 5.0 |
            | recipe | < 10.0 | > 20.0 |
            """)
        .contains("| recipe | –: 0 / 0 / 1 | –: 0 / 1 / 0 |");
  }

  @Test
  void aBoundAtTheEndOfTheGridIsMarked() {
    MadeStudy study =
        new MadeStudy()
            .pool(LARGE, 5000)
            .kappa(LARGE, "recipe", 100, .1, .5)
            .kappa(LARGE, StudyNames.CROWD, 1000, .2, .2)
            .kappa(LARGE, StudyNames.CROWD, 4000, .4, .4);
    assertThat(rendered(study)).contains("| recipe | 20.0 [< 10.0, > 40.0] | – |");
  }

  @Test
  void aCellShowsAllThatWasSeenInIt() {
    assertThat(rendered(study()))
        .endsWith(
            """

            ## davidson, 5 %

            Pool: 5,000 items. All-expert: 0.550 ± 0.050 (2).

            | kappa | 100 | 200 |
            | --- | ---: | ---: |
            | random | 0.150 ± 0.050 (2) | 0.250 ± 0.050 (2) |
            | recipe | 0.250 ± 0.050 (2) | 0.400 ± 0.100 (2) |

            | kappa, by crowd judgements | 1000 | 4000 |
            | --- | ---: | ---: |
            | crowd | 0.250 ± 0.050 (2) | 0.350 ± 0.050 (2) |

            | prevalence, estimated | 100 | 200 |
            | --- | ---: | ---: |
            | recipe | – | 0.0500 ± 0.0020 (2) |

            | positives found | 100 | 200 |
            | --- | ---: | ---: |
            | recipe | – | 42.5 ± 1.5 (2) |

            ## vader, 1.5 %

            Pool: 1,500 items. All-expert: – (0).

            | kappa | 100 | 200† |
            | --- | ---: | ---: |
            | random | 0.100 ± – (1, 1 undefined) | 0.100 ± – (1) |
            | recipe | – | 0.300 ± – (1) |
            """);
  }

  @Test
  void aNameCannotBreakOutOfItsCell() {
    Cell cell = new Cell("a|b\n# <script>[x](http://y.z)`", .05);
    String text = rendered(new MadeStudy().kappa(cell, "*top*|\u202E", 100, .1));
    assertThat(text)
        .contains("a\\|b\uFFFD\\# \\<script\\>\\[x\\](http\\://y\\.z)\\`, 5 %")
        .contains("| \\*top\\*\\|\uFFFD |")
        .doesNotContain("<script>");
  }

  @Test
  void anEmptyStudyIsSaidToBeEmptyByItsDashes() {
    assertThat(rendered(new MadeStudy()))
        .contains("| recipe − random at 200 | confirmatory | – | 0 of 0 | 0 |");
  }

  @Test
  void aPercentageHasNoIdleDigits() {
    assertThat(HostileText.percent(.05)).isEqualTo("5 %");
    assertThat(HostileText.percent(.015)).isEqualTo("1.5 %");
    assertThat(HostileText.percent(.1)).isEqualTo("10 %");
    assertThat(HostileText.percent(.00125)).isEqualTo("0.125 %");
  }
}
