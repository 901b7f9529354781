package org.penumbra.jobs;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may know what in jobs, and which calls would make a run differ from its repetition. */
class ArchitectureTest {

  /** The classes that string jobs together; every other class knows one job at most. */
  private static final Set<String> CONDUCTORS = Set.of("Round", "Demo", "Penumbra");

  /** Classes that put their rows in a total order before they take the first ones. */
  private static final Set<String> TAKE_IN_A_TOTAL_ORDER =
      Set.of(
          "PairJob",
          "PairSample",
          "SelectJob",
          "GivenData",
          "PastDecisions",
          "SeedItems",
          "TableSource",
          "TierAudit");

  /** Their result depends on partitions, tasks or chance, by owner. */
  private static final Map<String, Set<String>> UNREPEATABLE =
      Map.of(
          "org.apache.spark.sql.Dataset",
          Set.of(
              "sample",
              "randomSplit",
              "randomSplitAsList",
              "dropDuplicates",
              "dropDuplicatesWithinWatermark"),
          "org.apache.spark.sql.DataFrameStatFunctions",
          Set.of("approxQuantile", "sampleBy"),
          "org.apache.spark.sql.functions",
          Set.of(
              "rand",
              "randn",
              "randstr",
              "uniform",
              "uuid",
              "shuffle",
              "monotonically_increasing_id",
              "monotonicallyIncreasingId",
              "approx_percentile",
              "percentile_approx",
              "first",
              "first_value",
              "last",
              "last_value",
              "any_value"),
          "org.apache.spark.rdd.RDD",
          Set.of("sample", "takeSample", "randomSplit", "zipWithUniqueId"),
          "org.apache.spark.api.java.AbstractJavaRDDLike",
          Set.of("sample", "takeSample", "randomSplit", "zipWithUniqueId"));

  private static final Map<String, Set<String>> TAKING =
      Map.of(
          "org.apache.spark.sql.Dataset",
          Set.of("limit", "take", "takeAsList", "head", "first", "tail"),
          "org.apache.spark.rdd.RDD",
          Set.of("take", "first"),
          "org.apache.spark.api.java.AbstractJavaRDDLike",
          Set.of("take", "first", "takeAsync"));

  private static final JavaClasses JOBS =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.penumbra.jobs");

  private static final JavaClasses OFFENDING =
      new ClassFileImporter().importPackages("org.penumbra.jobs.offending");

  @Test
  void aJobKnowsNoOtherJob() {
    holds(oneJobAtMost());
    breaks(oneJobAtMost(), "EarlyJob knows [EarlyJob, LateJob]");
  }

  @Test
  void onlyTheConductorsKnowSeveralJobs() {
    breaks(oneJobAtMost(), "Meddler knows [EarlyJob, LateJob]");
    assertThatThrownBy(() -> oneJobAtMost().check(OFFENDING))
        .message()
        .doesNotContain("Round knows");
  }

  @Test
  void nothingDependsOnPartitionsOrChance() {
    holds(repeatable());
  }

  @Test
  void nothingTakesTheFirstRowsOfNoOrder() {
    holds(takingInOrder());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sampled",
        "numbered",
        "drawn",
        "median",
        "oneOfEach",
        "oneOfEachByReference",
        "sampledRdd",
        "uniqueIds"
      })
  void aCallThatDependsOnPartitionsOrChanceIsFound(String method) {
    breaks(repeatable(), "Unrepeatable." + method);
  }

  @ParameterizedTest
  @ValueSource(strings = {"limited", "top", "oneRow", "someOfTheRdd"})
  void takingTheFirstRowsOfNoOrderIsFound(String method) {
    breaks(takingInOrder(), "Unrepeatable." + method);
  }

  @Test
  void chanceComesFromASeed() {
    holds(seededChance());
    breaks(seededChance(), "Unrepeatable.guess");
  }

  @Test
  void onlyTheCommandLineExits() {
    holds(oneExit());
    breaks(oneExit(), "Meddler.leave");
  }

  // ------------------------------------------------------------------------------ the rules

  private static ArchRule oneJobAtMost() {
    return classes().should(knowOneJobAtMost()).allowEmptyShould(true);
  }

  private static ArchCondition<JavaClass> knowOneJobAtMost() {
    return new ArchCondition<>("know one job at most, itself included") {
      @Override
      public void check(JavaClass item, ConditionEvents events) {
        String self = outermost(item).getSimpleName();
        if (CONDUCTORS.contains(self)) {
          return;
        }
        Set<String> jobs =
            item.getDirectDependenciesFromSelf().stream()
                .map(dependency -> outermost(dependency.getTargetClass().getBaseComponentType()))
                .filter(target -> target.getPackageName().startsWith("org.penumbra.jobs"))
                .map(JavaClass::getSimpleName)
                .filter(name -> name.endsWith("Job"))
                .collect(toCollection(TreeSet::new));
        if (self.endsWith("Job")) {
          jobs.add(self);
        }
        if (jobs.size() > 1) {
          events.add(SimpleConditionEvent.violated(item, self + " knows " + jobs));
        }
      }
    };
  }

  private static JavaClass outermost(JavaClass inner) {
    return inner.getEnclosingClass().map(ArchitectureTest::outermost).orElse(inner);
  }

  private static ArchRule repeatable() {
    return noClasses()
        .should()
        .accessTargetWhere(anyOf("an unrepeatable call", UNREPEATABLE))
        .allowEmptyShould(true);
  }

  private static ArchRule takingInOrder() {
    return noClasses()
        .that(
            describe(
                "do not promise a total order",
                (JavaClass item) ->
                    !TAKE_IN_A_TOTAL_ORDER.contains(outermost(item).getSimpleName())))
        .should()
        .accessTargetWhere(anyOf("taking the first rows", TAKING))
        .allowEmptyShould(true);
  }

  private static DescribedPredicate<JavaAccess<?>> anyOf(
      String description, Map<String, Set<String>> methods) {
    return describe(
        description,
        access ->
            methods.entrySet().stream()
                .anyMatch(
                    owner ->
                        owner.getValue().contains(access.getName())
                            && access.getTargetOwner().isAssignableTo(owner.getKey())));
  }

  private static ArchRule seededChance() {
    return noClasses()
        .should()
        .callConstructor(Random.class)
        .orShould()
        .callConstructor(SplittableRandom.class)
        .orShould()
        .callMethod(Math.class, "random")
        .orShould()
        .callMethod(ThreadLocalRandom.class, "current")
        .allowEmptyShould(true);
  }

  private static ArchRule oneExit() {
    return noClasses()
        .that()
        .doNotHaveSimpleName("Penumbra")
        .should()
        .callMethod(System.class, "exit", int.class)
        .allowEmptyShould(true);
  }

  private static void holds(ArchRule rule) {
    assertThatCode(() -> rule.check(JOBS)).doesNotThrowAnyException();
  }

  private static void breaks(ArchRule rule, String offender) {
    assertThatThrownBy(() -> rule.check(OFFENDING))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(offender);
  }
}
