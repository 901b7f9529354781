package org.penumbra;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What may know what in common. Each rule is also shown to fail on a small class that breaks it.
 */
class ArchitectureTest {

  /** The stages of the method: each may know the ones before it. */
  private static final List<String> STAGES =
      List.of(
          "policy",
          "llm",
          "embed",
          "score",
          "cluster",
          "pair",
          "select",
          "label",
          "agree",
          "split",
          "student",
          "triage",
          "decide",
          "drift",
          "simulate",
          "study",
          "report",
          "plan");

  /** Known to all, knowing no stage. */
  private static final List<String> FOUNDATIONS =
      List.of("command", "hocon", "page", "provenance", "redact");

  private static final String SETTINGS = "settings";

  private static final JavaClasses COMMON =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.penumbra");

  private static final JavaClasses OFFENDING =
      new ClassFileImporter().importPackages("org.penumbra.offending");

  @Test
  void knowsNoSpark() {
    holds(noSpark("org.penumbra"));
    breaks(noSpark("org.penumbra.offending"), "DecisionFromSpark");
  }

  @Test
  void aStageKnowsOnlyTheStagesBeforeIt() {
    holds(stagesInOrder("org.penumbra"));
    breaks(stagesInOrder("org.penumbra.offending"), "PolicyThatDecides");
  }

  @Test
  void theFoundationsKnowNoStage() {
    holds(foundationsKnowNoStage("org.penumbra"));
    breaks(foundationsKnowNoStage("org.penumbra.offending"), "ProvenanceOfAPolicy");
    breaks(foundationsKnowNoStage("org.penumbra.offending"), "RootThatKnowsAPolicy");
  }

  @Test
  void onlyTheJobsKnowTheSettings() {
    holds(noSettings("org.penumbra"));
    breaks(noSettings("org.penumbra.offending"), "PolicyThatReadsSettings");
  }

  @Test
  void everyPackageHasAPlaceInTheOrder() {
    holds(everyPackageIsKnown("org.penumbra"));
    breaks(everyPackageIsKnown("org.penumbra.offending"), "Stray");
  }

  @Test
  void thePackagesFormNoCycle() {
    holds(noCycle("org.penumbra"));
    breaks(noCycle("org.penumbra.offending"), "Cycle detected");
  }

  @Test
  void chanceComesFromASeed() {
    holds(seededChance("org.penumbra"));
    breaks(seededChance("org.penumbra.offending"), "PolicyThatGuesses.number");
    breaks(seededChance("org.penumbra.offending"), "PolicyThatGuesses.fraction");
  }

  @Test
  void leavesTheConsoleAndTheExitToTheCommandLine() {
    holds(noConsole("org.penumbra"));
    breaks(noConsole("org.penumbra.offending"), "PolicyThatGuesses.tell");
    breaks(noConsole("org.penumbra.offending"), "PolicyThatGuesses.leave");
  }

  // ------------------------------------------------------------------------------ the rules

  private static ArchRule noSpark(String root) {
    return noClasses()
        .that()
        .resideInAPackage(root + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.spark..", "org.apache.hadoop..", "scala..");
  }

  private static ArchRule stagesInOrder(String root) {
    return IntStream.range(0, STAGES.size() - 1)
        .mapToObj(
            stage ->
                independent(
                    List.of(inside(root, STAGES.get(stage))),
                    insides(root, STAGES.subList(stage + 1, STAGES.size()))))
        .reduce((one, other) -> CompositeArchRule.of(one).and(other))
        .orElseThrow();
  }

  private static ArchRule foundationsKnowNoStage(String root) {
    List<String> foundations = insides(root, FOUNDATIONS);
    foundations.add(root);
    return independent(foundations, insides(root, STAGES));
  }

  private static ArchRule noSettings(String root) {
    List<String> others = insides(root, STAGES);
    others.addAll(insides(root, FOUNDATIONS));
    others.add(root);
    return independent(others, List.of(inside(root, SETTINGS)));
  }

  private static ArchRule everyPackageIsKnown(String root) {
    List<String> known = insides(root, STAGES);
    known.addAll(insides(root, FOUNDATIONS));
    known.add(inside(root, SETTINGS));
    known.add(root);
    return classes()
        .that()
        .resideInAPackage(root + "..")
        .should()
        .resideInAnyPackage(known.toArray(String[]::new));
  }

  private static ArchRule noCycle(String root) {
    return slices().matching(root + ".(*)..").should().beFreeOfCycles().allowEmptyShould(true);
  }

  private static ArchRule seededChance(String root) {
    return noClasses()
        .that()
        .resideInAPackage(root + "..")
        .should()
        .callConstructor(Random.class)
        .orShould()
        .callConstructor(SplittableRandom.class)
        .orShould()
        .callMethod(Math.class, "random")
        .orShould()
        .callMethod(ThreadLocalRandom.class, "current");
  }

  private static ArchRule noConsole(String root) {
    return noClasses()
        .that()
        .resideInAPackage(root + "..")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethod(System.class, "exit", int.class);
  }

  private static ArchRule independent(List<String> packages, List<String> unknownToThem) {
    return noClasses()
        .that()
        .resideInAnyPackage(packages.toArray(String[]::new))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(unknownToThem.toArray(String[]::new))
        .allowEmptyShould(true);
  }

  private static String inside(String root, String name) {
    return root + "." + name + "..";
  }

  private static List<String> insides(String root, List<String> names) {
    return names.stream().map(name -> inside(root, name)).collect(toCollection(ArrayList::new));
  }

  private static void holds(ArchRule rule) {
    assertThatCode(() -> rule.check(COMMON)).doesNotThrowAnyException();
  }

  private static void breaks(ArchRule rule, String offender) {
    assertThatThrownBy(() -> rule.check(OFFENDING))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(offender);
  }
}
