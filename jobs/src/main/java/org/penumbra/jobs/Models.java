package org.penumbra.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Optional;
import org.penumbra.jobs.stage.Dependencies;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.jobs.state.Forgotten;
import org.penumbra.jobs.state.Json;
import org.penumbra.jobs.state.StageId;
import org.penumbra.jobs.state.StageName;
import org.penumbra.jobs.state.Store;
import org.penumbra.jobs.tune.TunedModel;
import org.penumbra.score.CalibratedScores;
import org.penumbra.student.CrossFit;
import org.penumbra.student.StudentModel;
import org.penumbra.student.StudentModelFile;
import org.penumbra.student.StudentTrainer;

/** The students of a run, under {@code RUN/models/round=NNN/}. */
public final class Models {

  private static final String STUDENT = "/student.json";
  private static final String OF_POOL = "/pool-student.json";
  private static final String HELD_OUT = "/held-out.json";
  private static final String CROSS_FITTED = "/cross-fitted.json";
  private static final String TUNED = "/tuned.json";
  private static final String NETWORK = "/network.zip";

  private final Store store;

  public Models(Store store) {
    this.store = store;
  }

  /** The folder of a round's models, relative to the run. */
  public static String folder(int round) {
    return "models/" + StageId.roundFolder(round);
  }

  /** What a round's student is called in datasets. */
  public static String name(int round) {
    return "student-" + StageId.roundFolder(round);
  }

  /** What scores the pool after a round is called in datasets. */
  static String poolName(int round, StudentModel student) {
    return student.readsScore() ? "pool-" + name(round) : name(round);
  }

  /** What a round's tuned language model is called in datasets. */
  public static String tunedName(int round) {
    return "tuned-" + StageId.roundFolder(round);
  }

  /** A round's tuned language model, if one was tuned. */
  public Optional<TunedModel> tuned(int round) {
    return store.read(folder(round) + TUNED).map(json -> Json.read(json, TunedModel.class));
  }

  /** Keeps what is known of the tuned language model; it itself is with its server. */
  public void putTuned(int round, TunedModel model) {
    store.put(folder(round) + TUNED, Json.write(model));
  }

  /** A round's student. */
  public StudentModel student(int round) {
    return read(folder(round) + STUDENT).orElseThrow();
  }

  /** A round's pool student, where a model's score was there to be read; else the student. */
  public StudentModel ofPool(int round) {
    return read(folder(round) + OF_POOL).orElseGet(() -> student(round));
  }

  /** The twin of a round's student that has seen no evaluation item, if there is one. */
  public Optional<StudentModel> heldOut(int round) {
    return read(folder(round) + HELD_OUT);
  }

  /** What each labelled item was scored by a model that had not seen it. */
  public List<CrossFit.OutOfFold> crossFitted(int round) {
    return List.of(
        Json.read(
            store.read(folder(round) + CROSS_FITTED).orElseThrow(), CrossFit.OutOfFold[].class));
  }

  /** The rounds that have a student, sorted. */
  List<Integer> rounds() {
    return store.list("models").stream()
        .map(name -> Integer.valueOf(name.substring(name.indexOf('=') + 1)))
        .filter(round -> store.read(folder(round) + STUDENT).isPresent())
        .toList();
  }

  /** How many cross-fitted scores of a round are those of forgotten items. */
  long crossFittedOf(int round, Forgotten forgotten) {
    return crossFitted(round).stream().filter(item -> forgotten.contains(item.id())).count();
  }

  /** Erases the cross-fitted scores of forgotten items. */
  void forgetItems(int round, Forgotten forgotten) {
    List<CrossFit.OutOfFold> before = crossFitted(round);
    List<CrossFit.OutOfFold> left =
        before.stream()
            .filter(item -> !forgotten.contains(item.id()))
            .map(item -> item.in(forgotten.standIn(item.group())))
            .toList();
    if (!left.equals(before)) {
      store.put(folder(round) + CROSS_FITTED, Json.write(left));
    }
  }

  /** Forgets a round's models, so that none of an earlier attempt is taken for one of this. */
  public void forget(int round) {
    store.delete(folder(round));
  }

  /**
   * Keeps a round's student, its cross-fitted scores and the Deeplearning4j network of its head.
   */
  public void put(int round, StudentTrainer.Trained trained) {
    put(folder(round) + STUDENT, trained.student());
    store.put(folder(round) + CROSS_FITTED, Json.write(trained.outOfFold()));
    store.put(folder(round) + NETWORK, trained.head().zip());
  }

  /** Keeps the pool's student. */
  public void putOfPool(int round, StudentModel student) {
    put(folder(round) + OF_POOL, student);
  }

  /** Keeps the held-out twin. */
  public void putHeldOut(int round, StudentModel twin) {
    put(folder(round) + HELD_OUT, twin);
  }

  /** A round's student as something a stage depends on; the round must have trained one. */
  static StudentModel required(RunContext context, Dependencies dependencies, int round) {
    dependencies.require(new StageId(round, StageName.TRAIN));
    StudentModel student = new Models(context.store()).student(round);
    dependencies.model(name(round), StudentModelFile.hash(student));
    return student;
  }

  /** The same of what scores the pool after a round. */
  static StudentModel requiredOfPool(RunContext context, Dependencies dependencies, int round) {
    dependencies.require(new StageId(round, StageName.TRAIN));
    StudentModel student = new Models(context.store()).ofPool(round);
    dependencies.model(poolName(round, student), StudentModelFile.hash(student));
    return student;
  }

  /** How the scores that the pool has after a round are to be read. */
  static CalibratedScores requiredScores(RunContext context, Dependencies dependencies, int round) {
    StudentModel student = requiredOfPool(context, dependencies, round);
    return tuned(context, dependencies, round)
        .map(TunedModel::scores)
        .orElseGet(student::calibrated);
  }

  /** A round's tuned language model as something a stage depends on, if one was tuned. */
  static Optional<TunedModel> tuned(RunContext context, Dependencies dependencies, int round) {
    Optional<TunedModel> tuned = new Models(context.store()).tuned(round);
    tuned.ifPresent(model -> dependencies.model(tunedName(round), model.hash()));
    return tuned;
  }

  private Optional<StudentModel> read(String key) {
    return store.read(key).map(json -> StudentModelFile.read(key, json));
  }

  private void put(String key, StudentModel student) {
    store.put(key, StudentModelFile.write(student).getBytes(UTF_8));
  }
}
