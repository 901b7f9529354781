package org.penumbra.jobs.simulate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.penumbra.Errors;
import org.penumbra.cluster.ClusterCount;
import org.penumbra.cluster.OverlapFormula;
import org.penumbra.command.Command;
import org.penumbra.select.NamedStrategy;
import org.penumbra.settings.ClusterSettings;
import org.penumbra.settings.EmbedderSettings;
import org.penumbra.settings.Settings;
import org.penumbra.settings.SettingsLoader;
import org.penumbra.settings.StudentSettings;
import org.penumbra.settings.StudyCommand;
import org.penumbra.settings.StudySettings;
import org.penumbra.settings.StudyVariant;
import org.penumbra.study.BoundarySearch;
import org.penumbra.study.Draw;
import org.penumbra.study.PlayPlan;
import org.penumbra.study.StudyNames;
import org.penumbra.study.Tournament;

/** Who plays at which draws of a study, by how texts become vectors. */
public final class Programme {

  /** The two whose contrast is fixed beforehand. */
  public static final List<String> CONTRAST = List.of("recipe", "random");

  /** What may stand among the strategies and is no contestant. */
  private static final Set<String> ARMS = Set.of(StudyNames.ALL_EXPERT, StudyNames.CROWD);

  private static final int CROWD_FROM = 250;
  private static final Pattern UNDER_VARIANT = Pattern.compile("(.+)\\[(.+)]");

  private final Settings settings;
  private final List<String> plain = new ArrayList<>();
  private final Map<String, List<String>> ofVariant = new TreeMap<>();

  /**
   * How texts become vectors.
   *
   * @param embedder what encodes them
   * @param dimensions principal components kept; 0 for the vectors themselves
   */
  public record Representation(EmbedderSettings embedder, int dimensions) {}

  /**
   * Reads what is wanted.
   *
   * @throws org.penumbra.UserException if a contestant or its variant does not exist
   */
  public Programme(Settings settings) {
    this.settings = settings;
    StudySettings study = settings.study();
    List<String> variants = study.variants().stream().map(StudyVariant::name).toList();
    requireNewNames(study.commands());
    requireOnce("study.variants", variants);
    requireOnce("study.prevalences", study.prevalences());
    requireOnce("study.corpora", study.corpora());
    Tournament tournament = tournament(settings, 0.5);
    try {
      for (String strategy : study.strategies()) {
        Matcher name = UNDER_VARIANT.matcher(strategy);
        if (!name.matches()) {
          if (!ARMS.contains(strategy)) {
            tournament.requireContestant(strategy);
          }
          plain.add(strategy);
        } else if (variants.contains(name.group(2))) {
          tournament.requireContestant(name.group(1));
          ofVariant.computeIfAbsent(name.group(2), v -> new ArrayList<>()).add(name.group(1));
        } else {
          throw Errors.unknownStudyVariant(strategy, variants);
        }
      }
    } catch (IllegalArgumentException e) {
      throw Errors.unknownStudyStrategy(e.getMessage());
    }
  }

  /**
   * Makes sure that nothing is named twice.
   *
   * @throws org.penumbra.UserException if it is
   */
  public static void requireOnce(String what, List<?> names) {
    Set<Object> seen = new HashSet<>();
    for (Object name : names) {
      if (!seen.add(name)) {
        throw Errors.studyNamesTwice(what, name.toString());
      }
    }
  }

  private static void requireNewNames(List<StudyCommand> commands) {
    Set<String> taken =
        Arrays.stream(NamedStrategy.values())
            .map(NamedStrategy::label)
            .collect(Collectors.toCollection(HashSet::new));
    for (StudyCommand command : commands) {
      if (!StudyNames.spendsExperts(command.name()) || !taken.add(command.name())) {
        throw Errors.studyCommandName(command.name());
      }
    }
  }

  /** The draws to be played, each with its contestants, in the order of the settings. */
  public Map<Representation, List<DrawTask.Played>> parts() {
    Map<Representation, List<DrawTask.Played>> parts = new LinkedHashMap<>();
    add(parts, settings, "", plain);
    for (StudyVariant variant : settings.study().variants()) {
      if (ofVariant.containsKey(variant.name())) {
        Settings changed = new SettingsLoader().load(settings, variant.sets());
        add(parts, changed, variant.name(), ofVariant.get(variant.name()));
      }
    }
    return parts;
  }

  private void add(
      Map<Representation, List<DrawTask.Played>> parts,
      Settings under,
      String variant,
      List<String> contestants) {
    List<DrawTask.Played> played =
        parts.computeIfAbsent(
            new Representation(under.embedder(), under.study().dimensions()),
            representation -> new ArrayList<>());
    StudySettings study = settings.study();
    int seeds = variant.isEmpty() ? study.seeds() : Math.min(study.seeds(), study.otherSeeds());
    for (int seed = 0; seed < seeds; seed++) {
      for (double prevalence : study.prevalences()) {
        List<String> at = new ArrayList<>(variant.isEmpty() ? CONTRAST : List.of());
        if (seed < study.otherSeeds()) {
          contestants.stream().filter(name -> !at.contains(name)).forEach(at::add);
        }
        played.add(
            new DrawTask.Played(
                tournament(under, prevalence), at, settings.seed() + seed, variant));
      }
    }
  }

  private static Tournament tournament(Settings settings, double prevalence) {
    StudySettings study = settings.study();
    ClusterSettings cluster = settings.cluster();
    PlayPlan plan =
        new PlayPlan(
            study.coldStart(),
            study.batches().stream().mapToInt(Integer::intValue).toArray(),
            settings.scorer().prevalence(),
            student(settings.student()),
            new BoundarySearch.Params(
                new ClusterCount(cluster.positiveItemsPerCluster(), cluster.kMin(), cluster.kMax()),
                new ClusterCount(cluster.negativeItemsPerCluster(), cluster.kMin(), cluster.kMax()),
                cluster.fitSample(),
                cluster.edgeSample(),
                cluster.edgeNeighbours(),
                new OverlapFormula(cluster.minLift(), cluster.minEdges()),
                settings.pair().neighbours(),
                settings.pair().sparsestShare()));
    return new Tournament(
        plan,
        new Draw.Plan(prevalence, study.testShare(), study.examples(), study.minPositives()),
        settings.select().auditShare(),
        settings.select().topShare(),
        study.commands().stream()
            .map(command -> new Command(command.name(), command.line(), study.commandTimeout()))
            .toList(),
        CROWD_FROM);
  }

  private static PlayPlan.StudentPlan student(StudentSettings student) {
    if (student.kind() == StudentSettings.Kind.EXTERNAL) {
      if (student.command() == null) {
        throw Errors.noStudentCommand();
      }
      return new PlayPlan.External(
          new Command("student.command", student.command(), student.commandTimeout()));
    }
    return new PlayPlan.Embedded(
        student.hidden(),
        student.l2(),
        student.tolerance(),
        student.maxIterations(),
        student.folds(),
        student.ngramWeight(),
        student.ngramL2(),
        student.scoreInput());
  }
}
