package org.penumbra;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Every error a user can cause, in one place. Each says what was asked, what was found and what to
 * do next.
 */
public final class Errors {

  private Errors() {}

  // ---------------------------------------------------------------------------- settings

  /** The settings file cannot be opened or is not HOCON. */
  public static UserException unreadableSettings(String file, String reason) {
    return wrongUsage(
        ("Cannot read the settings from %s: %s. Give --settings a HOCON file, such as a copy of"
                + " conf/penumbra.conf.")
            .formatted(file, reason));
  }

  /** Some settings are unknown, of the wrong type, out of range or contradict each other. */
  public static UserException invalidSettings(List<String> problems) {
    return wrongUsage(
        "Cannot use the settings: %s\nconf/penumbra.conf lists every key with its default."
            .formatted(listed(problems)));
  }

  /** A stage that reads the corpus was not told where it is. */
  public static UserException noCorpus() {
    return wrongUsage(
        "Cannot read the corpus: neither corpus.uri nor corpus.table is set. Set one of them, for"
            + " example --set corpus.uri=ads.csv.");
  }

  /** Both kinds of corpus were named. */
  public static UserException twoCorpora(String uri, String table) {
    return wrongUsage(
        ("Cannot read the corpus: both corpus.uri = %s and corpus.table = %s are set. Set one of"
                + " them to null.")
            .formatted(uri, table));
  }

  /** A stage that needs the policy was not told which. */
  public static UserException noPolicy() {
    return wrongUsage(
        "Cannot find the policy: policy.file is not set. Set it to a file such as those in"
            + " conf/policies.");
  }

  /** Paths on this machine, for executors on others. */
  public static UserException localPaths(String master, List<String> paths) {
    return wrongUsage(
        ("Cannot run on master %s: %s would be looked for on each machine's own disk. Use paths"
                + " that all machines see, such as s3a:// or hdfs://.")
            .formatted(master, String.join(", ", paths)));
  }

  // ---------------------------------------------------------------------------- policy

  /** The policy's file cannot be opened or is not HOCON. */
  public static UserException unreadablePolicy(String file, String reason) {
    return wrongUsage(
        ("Cannot read the policy from %s: %s. Set policy.file to a HOCON file such as those in"
                + " conf/policies.")
            .formatted(file, reason));
  }

  /** Something in the policy's file is missing, unknown or wrong. */
  public static UserException invalidPolicy(String file, List<String> problems) {
    return wrongUsage(
        "Cannot use the policy in %s: %s\nconf/policies holds examples."
            .formatted(file, listed(problems)));
  }

  // ---------------------------------------------------------------------------- llm

  /** The server did not answer the first probe, or refused it. */
  public static UserException modelUnusable(String reason) {
    return failed(
        "Cannot ask the model: the first probe failed: %s. Check llm.base-url, llm.model and the key.",
        reason);
  }

  /** A mode was set that the server does not know. */
  public static UserException noLogprobs() {
    return wrongUsage(
        "Cannot use llm.mode = logprobs: the server tells no log-probabilities. Set llm.mode to"
            + " votes, confidence or auto.");
  }

  /** The probes were answered, but not so that a score could be read. */
  public static UserException noScoreFromModel(String mode, String reason) {
    return failed(
        ("Cannot ask the model: its answer to a harmless text holds no score (%s): %s. Try another"
            + " llm.mode, or a model that answers with a label."),
        mode.toLowerCase(Locale.ROOT),
        reason);
  }

  /** Two voices that are one: they would count twice. */
  public static UserException sameVoices(String one, String other) {
    return failed(
        "Cannot ask the voices %s and %s of llm.voices: both ask a model of one name the same. Give"
            + " them another model, guidance or number of examples that the policy has.",
        one, other);
  }

  /** Requests by file would pass the cap. */
  public static UserException requestsBeyondCap(long requests, long left, long most) {
    return failed(
        "Cannot write requests: %,d texts are to be asked about, and llm.max-requests = %,d leaves"
            + " %,d. Raise the setting, or ask about a smaller pool.",
        requests, most, left);
  }

  /** Too many texts were left without a score in the end. */
  public static UserException tooFewScores(long rejected, long asked, double most) {
    return failed(
        ("Cannot go on: %,d of %,d texts got no score from the model, more than"
            + " llm.max-failure-share = %s. The reasons stand in answers/; raise the setting to"
            + " take them for rejects."),
        rejected,
        asked,
        most);
  }

  /** There is nothing to fine-tune with. */
  public static UserException nothingToTune(int round) {
    return failed(
        "Cannot fine-tune in round %d: no decided item lies on the fine-tuning side of the split."
            + " Set train.command to null, or label more.",
        round);
  }

  /** The server will answer no request at all. */
  public static UserException modelRefuses(String reason, String modelKey) {
    return failed(
        ("Stopped asking the model: the server refuses every request: %s. The answers so far are"
            + " kept; check the key, the account and %s, and start the command again."),
        reason,
        modelKey);
  }

  /** Nothing has come from the server for too long. */
  public static UserException modelSilent(String outageKey, long seconds, String reason) {
    return failed(
        ("Stopped asking the model: no usable answer for %d s (%s), at last: %s. The answers"
            + " so far are kept; start the command again once the server is back."),
        seconds,
        outageKey,
        reason);
  }

  /** A cap is reached, or too many texts go without a score. */
  public static UserException askingStopped(String reason) {
    return failed(
        ("Stopped asking the model: %s. The answers so far are kept; raise the setting and start the"
            + " command again to go on."),
        reason);
  }

  /** The server gave no vectors when it was tried. */
  public static UserException embeddingsUnusable(String reason) {
    return failed(
        ("Cannot ask for vectors: the first request failed: %s. Check embedder.http.base-url,"
            + " embedder.model, embedder.http.dimensions and the key."),
        reason);
  }

  /** A request of the size that is set was refused. */
  public static UserException embeddingsTooMany(int texts, String reason) {
    return failed(
        ("Cannot ask for vectors of %d texts in a request: %s. Set embedder.batch-size to what the"
            + " server takes."),
        texts,
        reason);
  }

  /** The server's vectors tell nothing. */
  public static UserException embeddingsAlike() {
    return failed(
        "Cannot use the server's vectors: two different texts have the same. Is embedder.model one"
            + " for embeddings?");
  }

  /** Another model answers by the name that vectors are kept under. */
  public static UserException embeddingsOfOtherLength(String model, int found, int kept) {
    return failed(
        ("Cannot go on with %s: its vectors have %d numbers, those that are kept have %d. Does the"
            + " server run another model by that name? Start a new run, or give the model another"
            + " embedder.model."),
        model,
        found,
        kept);
  }

  /** A text that nothing can go on without got no vector. */
  public static UserException noVector(String what) {
    return failed(
        ("Cannot go on without a vector of %s: the embeddings server refuses its text. Change it, or"
            + " lower embedder.http.max-characters."),
        what);
  }

  /** Too many texts were left without a vector in the end. */
  public static UserException tooFewVectors(long rejected, long asked, double most) {
    return failed(
        ("Cannot go on: %,d of %,d texts got no vector, more than embedder.http.max-failure-share ="
            + " %s. The reasons stand in answers/; raise the setting to go without them."),
        rejected,
        asked,
        most);
  }

  /** A cost was asked for where nothing is paid, or where the corpus is no files. */
  public static UserException nothingToPlan() {
    return wrongUsage(
        "Cannot plan: no model is asked about files. Set scorer.kind to llm, and corpus.uri to files"
            + " that need no corpus.where.");
  }

  /** A run that has nothing to look at yet. */
  public static UserException nothingToReport(String uri) {
    return wrongUsage(
        "Cannot report on %s: no round of it has clusters yet. Call ./submit.sh round --round 1 first."
            .formatted(uri));
  }

  /** A run that is held against another has not come so far. */
  public static UserException nothingToCompare(String uri, int round) {
    return usage(
        "Cannot compare %s: its round %d is not measured. Call ./submit.sh round --round %d first, or"
            + " name an earlier one as %s@N.",
        uri, round, round, uri);
  }

  /** A run that a plan is to rest on has no figures. */
  public static UserException planWithoutRun(String uri) {
    return wrongUsage(
        "Cannot plan from %s: no run lies there whose first scan is done. Name the address of one."
            .formatted(uri));
  }

  /** A plan from runs, without what is planned. */
  public static UserException planWithoutItems() {
    return wrongUsage("Cannot plan from a run: --items is missing. Say how many the corpus holds.");
  }

  /** A memory that is none. */
  public static UserException planMemory(String text) {
    return wrongUsage(
        "Cannot plan with --memory %s: that is no size. Write a number with its unit: 4GiB."
            .formatted(text));
  }

  /** A tokenizer that is to count tokens cannot be read. */
  public static UserException tokenizerUnusable(String file, String reason) {
    return wrongUsage(
        "Cannot count tokens with llm.tokenizer = %s: %s. Name a tokenizer.json, or set it to null."
            .formatted(file, reason));
  }

  /** Results were to be read, and there are none. */
  public static UserException noOfflineResults(String folder) {
    return wrongUsage(
        ("Cannot import answers: there is no .jsonl file in %s. Put the files of results and errors"
                + " there that the server wrote.")
            .formatted(folder));
  }

  /** The key would stand in pages, logs and files of Spark. */
  public static UserException keyInSparkConfiguration(String property, String fileKey) {
    return wrongUsage(
        ("Cannot ask the model: %s would show the key to everyone who sees the application. Set"
                + " %s to a file on each node, or OPENAI_API_KEY in the environment of the"
                + " executors by other means, such as a secret of Kubernetes.")
            .formatted(property, fileKey));
  }

  /** A task that pays for its answers would be run twice. */
  public static UserException paidSpeculation() {
    return wrongUsage(
        "Cannot ask a model with speculative execution: it would pay for answers twice. Set"
            + " spark.speculation to false.");
  }

  // ---------------------------------------------------------------------------- study

  /** A study was asked for without anything to play on. */
  public static UserException noStudyCorpora() {
    return wrongUsage(
        "Cannot simulate: study.corpora is empty. Set it to files that describe labelled corpora,"
            + " such as those in conf/studies/corpora.");
  }

  /**
   * A study's corpus is not there, or an expression of its description does not fit its columns.
   */
  public static UserException studyCorpusNotReadable(String name, String uri, String why) {
    return wrongUsage(
        "Cannot read the labelled corpus %s from %s: %s"
            .formatted(name, uri, why.lines().findFirst().orElse("")));
  }

  /** A study's corpus has more items than one process can play on. */
  public static UserException studyCorpusTooLarge(String name, long items, int most) {
    return wrongUsage(
        ("Cannot use the labelled corpus %s: it has %d items, and a study plays on at most %d. Take"
                + " a part of it with corpus.where, such as \"pmod(xxhash64(id), 10) = 0\".")
            .formatted(name, items, most));
  }

  /** An item of a study's corpus has no id of its own. */
  public static UserException studyCorpusId(String name, String id) {
    return wrongUsage(
        "Cannot use the labelled corpus %s: the id '%s' is there twice or missing. Name a column of unique ids in corpus.id."
            .formatted(name, id));
  }

  /** A label or an answer of a study's corpus is neither 0 nor 1. */
  public static UserException studyCorpusLabel(String name, String id, String found) {
    return wrongUsage(
        "Cannot use the labelled corpus %s: item '%s' has the label or answer '%s', not 0 or 1. Mend corpus.label or corpus.votes."
            .formatted(name, id, found));
  }

  /** An item of a study's corpus has no score, where a model's are to be read. */
  public static UserException studyCorpusScore(String name, String id) {
    return wrongUsage(
        "Cannot use the labelled corpus %s: item '%s' has no finite score. Mend corpus.score, or leave such items out with corpus.where."
            .formatted(name, id));
  }

  /** A study was to play a strategy that does not exist. */
  public static UserException unknownStudyStrategy(String what) {
    return wrongUsage(
        "Cannot simulate: %s, all-expert and crowd. Mend study.strategies.".formatted(what));
  }

  /** A study names a variant that its settings do not hold. */
  public static UserException unknownStudyVariant(String strategy, List<String> variants) {
    return wrongUsage(
        "Cannot simulate: no variant of '%s' among %s. Mend study.strategies or study.variants."
            .formatted(strategy, variants));
  }

  /** An item of a study's corpus has fewer votes than its roles take. */
  public static UserException tooFewVotes(String name, String id, int votes, int wanted) {
    return wrongUsage(
        ("Cannot give out roles on the labelled corpus %s: item '%s' has %d votes, and reference and"
                + " experts take %d. Leave such items out with corpus.where.")
            .formatted(name, id, votes, wanted));
  }

  /** A rater who was named for a role did not answer on an item. */
  public static UserException noAnswerOf(String name, String id, String rater) {
    return wrongUsage(
        ("Cannot give out roles on the labelled corpus %s: item '%s' has no answer of the rater '%s'."
                + " Leave such items out with corpus.where, or name another rater.")
            .formatted(name, id, rater));
  }

  /** Something of a study is named twice. */
  public static UserException studyNamesTwice(String what, String name) {
    return wrongUsage("Cannot simulate: %s holds '%s' twice. Mend it.".formatted(what, name));
  }

  /** A study would have nothing to read. */
  public static UserException studyPlan(String why) {
    return wrongUsage("Cannot simulate: %s. Mend study.batches.".formatted(why));
  }

  /** A command of a study bears a name that something else has. */
  public static UserException studyCommandName(String name) {
    return wrongUsage(
        "Cannot simulate: the name '%s' in study.commands is taken. Give the command another one."
            .formatted(name));
  }

  /** A study's student is a command, and none was given. */
  public static UserException noStudentCommand() {
    return wrongUsage(
        "Cannot simulate with student.kind = external: no command trains it. Set student.command.");
  }

  /** A run's student is one that only studies can train. */
  public static UserException externalStudent() {
    return wrongUsage(
        "Cannot run with student.kind = external: only simulate trains such a student. Set student.kind to linear.");
  }

  /** A program of the user's own failed. */
  public static UserException commandFailed(String name, String command, String reason) {
    return failed("Cannot use what the command %s ('%s') gives: %s.", name, command, reason);
  }

  /** The description of a study's corpus cannot be opened or is not HOCON. */
  public static UserException unreadableStudyCorpus(String file, String reason) {
    return wrongUsage(
        ("Cannot read the description of a labelled corpus from %s: %s. Set study.corpora to HOCON"
                + " files such as those in conf/studies/corpora.")
            .formatted(file, reason));
  }

  /** Something in the description of a study's corpus is missing, unknown or wrong. */
  public static UserException invalidStudyCorpus(String file, List<String> problems) {
    return wrongUsage(
        "Cannot use the labelled corpus described in %s: %s\nconf/studies/corpora holds examples."
            .formatted(file, listed(problems)));
  }

  // ---------------------------------------------------------------------------- raters

  /** A batch was to be dealt out to fewer raters than one item needs. */
  public static UserException panelTooSmall(int panel, int raters) {
    return wrongUsage(
        ("Cannot ask %d raters about one item: the panel has %d. Name more in label.panel, or lower"
                + " label.raters.")
            .formatted(raters, panel));
  }

  /** A file with a secret cannot be read or holds none. */
  public static UserException unreadableSecret(String setting, String file, String reason) {
    return wrongUsage(
        ("Cannot read the secret of %s from %s: %s. Give it a file with one line of text, readable"
                + " by you alone.")
            .formatted(setting, file, reason));
  }

  /** A passphrase that is soon guessed. */
  public static UserException passphraseTooShort(int length, int shortest) {
    return wrong(
        "Cannot seal the pages: the passphrase has %d characters, expected %d or more. Put a longer"
            + " one, such as four random words, into the file of page.passphrase-file.",
        length, shortest);
  }

  /** Texts could not be redacted, so none may leave. */
  public static UserException redactionFailed(String command, String reason) {
    return failed(
        "Cannot redact texts with redact.command '%s': %s. No text was given out. The command must"
            + " write one JSON string per line for each that it reads.",
        command, reason);
  }

  /** A calibration set cannot be used. */
  public static UserException badCalibration(String uri, String reason) {
    return wrongUsage(
        ("Cannot use the calibration set %s: %s. Each row needs an id, a text and a label of 0 or"
                + " 1.")
            .formatted(uri, reason));
  }

  // ---------------------------------------------------------------------------- corpus

  /** Nothing exists at a corpus path. */
  public static UserException corpusMissing(String named, String uri) {
    return wrong(
        "Cannot read the corpus %s: nothing exists there. Check %s; a relative path starts at the"
            + " folder the command was called from.",
        uri, named);
  }

  /** A glob or a folder without a single file to read. */
  public static UserException corpusEmpty(String named, String uri) {
    return wrong(
        "Cannot read the corpus %s: no file matches. Check %s; names that start with _ or . are"
            + " skipped.",
        uri, named);
  }

  /** A corpus address that is no URI or glob. */
  public static UserException corpusAddress(String named, String uri, String why) {
    return wrong(
        "Cannot read the corpus %s: it is not an address (%s). Set %s to a path, a folder or a glob,"
            + " such as /data/ads or s3a://bucket/ads/*.jsonl.gz.",
        uri, why, named);
  }

  /** A scheme no file system on the class path serves. */
  public static UserException corpusScheme(String uri, String scheme) {
    return wrong(
        "Cannot read the corpus %s: no file system serves %s://. Use file:, hdfs:// or s3a://, or put"
            + " the scheme's library on the class path.",
        uri, scheme);
  }

  /** A store that answers with an error. */
  public static UserException corpusUnreachable(String uri, String why) {
    return wrong(
        "Cannot read the corpus %s: its store answered \"%s\". Check the address, the rights and the"
            + " network.",
        uri, why);
  }

  /** A table or source that Spark cannot read as asked. */
  public static UserException corpusTable(String name, String why) {
    return wrong(
        "Cannot read the corpus %s: Spark says \"%s\". Check corpus.table, corpus.format,"
            + " corpus.uri and corpus.where.",
        name, why);
  }

  /** A file whose name tells no format. */
  public static UserException corpusFormatUnknown(String path) {
    return wrong(
        "Cannot tell the format of %s: its name ends in none of .parquet, .jsonl, .json, .ndjson,"
            + " .csv, .tsv and .txt (each but the first also with .gz, .zst or .zstd). Set"
            + " corpus.format, or narrow corpus.uri.",
        path);
  }

  /** A file compressed in a way that is not read. */
  public static UserException corpusCompressionUnknown(String path) {
    return wrong(
        "Cannot read %s: only gzip (.gz) and zstd (.zst, .zstd) are read. Compress it anew with one"
            + " of them, or narrow corpus.uri.",
        path);
  }

  /** Files of two formats under one address. */
  public static UserException corpusFormatsMixed(
      String path, String format, String other, String otherFormat) {
    return wrong(
        "Cannot read the corpus as one format: %s is %s but %s is %s. Narrow corpus.uri to one of"
            + " them, or set corpus.format.",
        path, format, other, otherFormat);
  }

  /** A column the settings name and the file lacks. */
  public static UserException corpusColumnMissing(
      String path, String setting, String column, String found) {
    return wrong(
        "Cannot read %s: it has no column %s. Its columns are: %s. Set %s to one of them.",
        path, column, found, setting);
  }

  /** A column that occurs twice. */
  public static UserException corpusColumnTwice(String path, String setting, String column) {
    return wrong(
        "Cannot read %s: its header names the column %s twice. Rename one of them, or set %s to"
            + " another column.",
        path, column, setting);
  }

  /** A column of a type that is no text. */
  public static UserException corpusColumnType(
      String path, String setting, String column, String found, String wanted) {
    return wrong(
        "Cannot read %s: its column %s is %s, not %s. Set %s to another column, or convert this one.",
        path, column, found, wanted, setting);
  }

  /** A CSV file whose first line is no header. */
  public static UserException corpusHeader(String path, String why) {
    return wrong(
        "Cannot read %s: its first line is not a header (%s). Give each CSV file a line with the"
            + " names of its columns.",
        path, why);
  }

  /** A file that is no longer the one the plan was frozen for. */
  public static UserException corpusFileChanged(String path, String planned, String found) {
    return wrong(
        "Cannot read %s: it changed after the plan was frozen (planned: %s; found: %s). Put the old"
            + " file back, or start a new run.",
        path, planned, found);
  }

  // ---------------------------------------------------------------------------- encoder

  public static UserException encoderMissing(String model, List<String> builtIn) {
    return new UserException(
        ExitCode.WRONG_USAGE,
        "Cannot load the encoder '%s': there is no such directory. Set embedder.model to one of %s, or to a directory with model.onnx and tokenizer.json."
            .formatted(model, String.join(", ", builtIn)));
  }

  public static UserException encoderFileMissing(Path directory, String file) {
    return new UserException(
        ExitCode.WRONG_USAGE,
        "Cannot load the encoder %s: it has no %s. Export the model with its tokenizer, for example with optimum-cli export onnx."
            .formatted(directory, file));
  }

  public static UserException encoderFileUnreadable(Path file, String reason) {
    return new UserException(
        ExitCode.WRONG_USAGE,
        "Cannot read %s: %s. Correct the file, or leave it out to use the defaults."
            .formatted(file, reason));
  }

  public static UserException encoderPooling(Path file) {
    return new UserException(
        ExitCode.WRONG_USAGE,
        "Cannot pool as %s asks: only mean and CLS pooling are known. Set embedder.pooling to mean or cls if one of them fits the model."
            .formatted(file));
  }

  public static UserException encoderNotOnnx(String model, String reason) {
    return new UserException(
        ExitCode.WRONG_USAGE,
        "Cannot load the encoder %s: its model.onnx is no model that ONNX Runtime can run (%s). Export it again."
            .formatted(model, reason));
  }

  public static UserException encoderDevice(String model, String reason) {
    return usage(
        "Cannot run the encoder %s on a GPU: %s. Set embedder.device to cpu, or build with"
            + " mvn -Pcuda package, and see to it that CUDA 12 and cuDNN 9 are installed where it"
            + " runs.",
        model, reason);
  }

  public static UserException encoderPrecision(String model, String reason) {
    return new UserException(
        ExitCode.WRONG_USAGE,
        "Cannot run the encoder %s in 8-bit integers: it is no BERT encoder that Penumbra knows (%s). Set embedder.precision to fp32."
            .formatted(model, reason));
  }

  public static UserException encoderTokenizer(String model, String reason) {
    return new UserException(
        ExitCode.WRONG_USAGE,
        "Cannot load the encoder %s: its tokenizer.json is no Hugging Face tokenizer (%s). Save it with save_pretrained of a fast tokenizer."
            .formatted(model, reason));
  }

  public static UserException encoderSignature(String model, String found) {
    return new UserException(
        ExitCode.WRONG_USAGE,
        "Cannot use the encoder %s: it has %s. It must take input_ids, attention_mask and perhaps token_type_ids, and give one vector per token or per text."
            .formatted(model, found));
  }

  public static UserException encoderTokens(String model, int maxTokens, int positions) {
    return new UserException(
        ExitCode.WRONG_USAGE,
        "Cannot use windows of %d tokens with the encoder %s: it takes at most %d. Lower embedder.max-tokens."
            .formatted(maxTokens, model, positions));
  }

  public static UserException nativesNotUnpacked(Path directory, String reason) {
    return new UserException(
        ExitCode.FAILED,
        "Cannot unpack the encoder's native libraries into %s: %s. Give a directory that can be written and has 50 MB free."
            .formatted(directory, reason));
  }

  // ---------------------------------------------------------------------------- rehearsal

  /** Items of a batch whose reference label is not known. */
  public static UserException truthMissing(String uri, long missing, long asked) {
    return usage(
        "Cannot answer the batch: %s has no label for %d of its %d items. Name a file with the"
            + " labels of the whole corpus.",
        uri, missing, asked);
  }

  /** A reference label that is neither 0 nor 1. */
  public static UserException truthNotALabel(String uri, String id, String found) {
    return usage(
        "Cannot answer the batch: in %s the label of %s is %s. Give 0 or 1.", uri, id, found);
  }

  /** A field that the reference file lacks. */
  public static UserException truthColumnMissing(String uri, String column, String found) {
    return usage(
        "Cannot answer the batch: %s has no field %s, but %s. Name the label's field with --label,"
            + " the id's with corpus.id.",
        uri, column, found);
  }

  // ---------------------------------------------------------------------------- given data

  /** Parquet of the user's own that Spark cannot read. */
  public static UserException givenNotReadable(String setting, String uri, String why) {
    return usage("Cannot read %s (%s): %s. Name Parquet files that exist.", setting, uri, why);
  }

  /** A column of the user's own Parquet is not there. */
  public static UserException givenColumnMissing(
      String setting, String uri, String column, String found) {
    return usage(
        "Cannot use %s (%s): it has no column %s, but %s. Rename the column.",
        setting, uri, column, found);
  }

  /** An id of the user's own Parquet is null or there more than once. */
  public static UserException givenIdNotUnique(String setting, String uri, String id, long rows) {
    return usage(
        "Cannot use %s (%s): the id %s stands in %d rows. Give each id once, and no null.",
        setting, uri, id, rows);
  }

  /** Scores of the user's own that are no numbers. */
  public static UserException givenScoresNotFinite(String uri, long rows) {
    return usage(
        "Cannot use scorer.given (%s): %d scores are null, NaN or infinite. Give finite numbers.",
        uri, rows);
  }

  /** Items of the pool without a vector of the user's own. */
  public static UserException givenVectorsMissing(String uri, long items) {
    return usage(
        "Cannot use embedder.given (%s): it has no vector for %d items of the pool. Add them, or"
            + " let Penumbra make vectors: embedder.kind = onnx.",
        uri, items);
  }

  /** Vectors of the user's own that differ in length. */
  public static UserException givenVectorsUneven(String uri, int shortest, int longest) {
    return usage(
        "Cannot use embedder.given (%s): vectors have %d to %d numbers. Give vectors of one model.",
        uri, shortest, longest);
  }

  /** A vector of the user's own that has no direction. */
  public static UserException givenVectorUnusable(String uri, String id) {
    return usage(
        "Cannot use embedder.given (%s): the vector of %s is zero or not finite. Leave the item out"
            + " of the corpus, or give it a vector.",
        uri, id);
  }

  /** A row of the user's own holdout without a label or a vector. */
  public static UserException givenHoldoutRow(String uri, String id) {
    return usage(
        "Cannot use evaluate.given-holdout (%s): the row %s has no label 0 or 1, or no vector. Label"
            + " it, or leave it out.",
        uri, id);
  }

  /** A holdout of vectors alone, for a student that reads texts too. */
  public static UserException givenHoldoutWithoutText(String uri, String id) {
    return usage(
        "Cannot use evaluate.given-holdout (%s): the student reads character n-grams beside vectors,"
            + " and the row %s has no text. Add a column text, or train with student.ngram-weight ="
            + " 0.",
        uri, id);
  }

  /** A past decision that says nothing, or two things. */
  public static UserException givenDecisionRow(String uri, String item, String source) {
    return usage(
        "Cannot use label.given-decisions (%s): source %s has no label 0 or 1, or more than one row,"
            + " for item %s. Give each source, named, one decision per item: the last.",
        uri, source, item);
  }

  /** A machine cannot run the native libraries. */
  public static UserException nativesUnusable(String machine, String why) {
    return failed(
        "Cannot run the encoder on %s: %s. Penumbra's native libraries need Linux x86-64 with glibc"
            + " and AVX2 on every node. Keep the executors off others, or let a server encode:"
            + " embedder.kind = http.",
        machine, why);
  }

  // ---------------------------------------------------------------------------- scores and pairs

  /** A corpus of which no row became an item. */
  public static UserException emptyPool() {
    return failed(
        "Cannot cluster: the pool holds no item. The scan's line says what became of the rows, the"
            + " dataset rejects why they were refused; check corpus.uri, and that corpus.text names"
            + " the column with the texts. Then start a new run, or scan with --again.");
  }

  /** All items of the pool are predicted alike, so nothing can overlap. */
  public static UserException oneClassOnly(long positives, long negatives, double cut) {
    return failed(
        "Cannot cluster: of the pool's items %d are predicted positive and %d negative at the cut"
            + " %s. Check scorer.prevalence, and that the policy's examples resemble the corpus.",
        positives, negatives, cut);
  }

  /** Percentiles were asked of no items. */
  public static UserException emptyPopulation() {
    return new UserException(
        ExitCode.FAILED,
        "Cannot place scores in the population: the pool sample is empty. "
            + "Check that scan and embed of this run found items.");
  }

  /** A score or weight that cannot be ranked. */
  public static UserException unusableScore(double score, double weight) {
    return new UserException(
        ExitCode.FAILED,
        ("Cannot rank the pool: found score %s with weight %s. "
                + "Scores must be finite and weights above 0; check the scores you brought.")
            .formatted(score, weight));
  }

  /** A prevalence setting out of range. */
  public static UserException assumedPrevalence(double found) {
    return new UserException(
        ExitCode.WRONG_USAGE,
        ("Cannot place the cut for an assumed prevalence of %s. "
                + "Give a share between 0 and 1, both excluded.")
            .formatted(found));
  }

  /** Vectors that were brought along or come from two models. */
  public static UserException vectorLengthsDiffer(String id, int found, int expected) {
    return new UserException(
        ExitCode.FAILED,
        ("Cannot compare item '%s': its vector has %d numbers where others have %d."
                + " Use vectors of one model.")
            .formatted(id, found, expected));
  }

  /** More items than an exact comparison of all with all can take. */
  public static UserException tooManyForDuplicates(int found, int most) {
    return new UserException(
        ExitCode.WRONG_USAGE,
        ("Cannot look for near-duplicates among %d items: one block holds at most %d."
                + " Lower pool.max-items.")
            .formatted(found, most));
  }

  /** More candidates and items of earlier batches than fit. */
  public static UserException tooManyCandidates(int found, int most) {
    return new UserException(
        ExitCode.WRONG_USAGE,
        ("Cannot compose a batch from %d items, those of earlier batches included: at most %d are"
                + " looked at. Lower select.budget or select.candidates.")
            .formatted(found, most));
  }

  /** A score, brought along or from a scorer, that has no order. */
  public static UserException scoreNotFinite(String id, double score) {
    return new UserException(
        ExitCode.FAILED,
        "Cannot rank item '%s': its score is %s. Give every item a finite score."
            .formatted(id, score));
  }

  /** A probability with which an item cannot have come into the pool. */
  public static UserException poolProbabilityOutOfRange(int stratum, double probability) {
    return new UserException(
        ExitCode.FAILED,
        ("Cannot weight stratum %d: its items came into the pool with probability"
                + " %s. Give a probability above 0 and at most 1.")
            .formatted(stratum, probability));
  }

  // ---------------------------------------------------------------------------- student

  /** Labels of one kind only. */
  public static UserException oneClassOfLabels(int positives, int negatives) {
    return new UserException(
        ExitCode.FAILED,
        ("Cannot train the student: found %d positive and %d negative labels. "
                + "It needs at least one of each; label another batch first.")
            .formatted(positives, negatives));
  }

  /** Vectors of different encoders. */
  public static UserException vectorLength(String id, int expected, int found) {
    return new UserException(
        ExitCode.FAILED,
        ("Cannot use the vector of item %s: found length %d where the others have %d. "
                + "Embed all items with one model.")
            .formatted(id, found, expected));
  }

  /** A model file of a later version of Penumbra. */
  public static UserException modelTooNew(String file, int found, int known) {
    return new UserException(
        ExitCode.FAILED,
        ("Cannot read model %s: found format version %d, this version reads up to %d. "
                + "Use the version of Penumbra that wrote it, or a later one.")
            .formatted(file, found, known));
  }

  /** A model file of an earlier version of Penumbra. */
  public static UserException modelTooOld(String file, int found, int known) {
    return new UserException(
        ExitCode.FAILED,
        ("Cannot read model %s: found format version %d, this version reads %d. "
                + "Use the version of Penumbra that wrote it, or train the student in a new run.")
            .formatted(file, found, known));
  }

  /** A file that is no model. */
  public static UserException modelUnreadable(String file, String found) {
    return new UserException(
        ExitCode.FAILED,
        "Cannot read model %s: %s. Restore the file or train the round again."
            .formatted(file, found));
  }

  /** A model file that was changed after it was written. */
  public static UserException modelChanged(String file, String expected, String found) {
    return new UserException(
        ExitCode.FAILED,
        ("Cannot trust model %s: found content hash %s, it was written with %s. "
                + "Restore the file or train the round again.")
            .formatted(file, found, expected));
  }

  /** A model asked to score another encoder's vectors. */
  public static UserException modelOfOtherEncoder(String expected, String found) {
    return new UserException(
        ExitCode.FAILED,
        ("Cannot score these vectors with the student: found encoder %s, it was trained on %s. "
                + "Embed with that encoder or train the student again.")
            .formatted(found, expected));
  }

  /** Apply reads and encodes files itself. */
  public static UserException applyNeedsFiles() {
    return usage(
        "Cannot apply the student: it reads corpus files in parquet, jsonl, csv or text and encodes"
            + " them itself. Set corpus.uri to files, without corpus.where, and embedder.kind ="
            + " onnx.");
  }

  /** Drift reads and encodes files itself. */
  public static UserException driftNeedsFiles() {
    return usage(
        "Cannot hold a snapshot against the run: its texts are read from files in parquet, jsonl,"
            + " csv or text, or from another run, and encoded. Leave corpus.table and corpus.where"
            + " unset, and set embedder.kind to onnx or http.");
  }

  /** The other run has no pool yet. */
  public static UserException driftAgainstUnscanned(String uri) {
    return usage(
        "Cannot hold the run against %s: its scan is not done. Finish it with ./submit.sh scan"
            + " --round 1, or name the files of its corpus.",
        uri);
  }

  /** The other run is the run itself. */
  public static UserException driftAgainstItself(String uri) {
    return usage(
        "Cannot hold the run against itself: --against names %s, which is run.uri. Name another run,"
            + " or the files of a new snapshot.",
        uri);
  }

  /** Too little to compare. */
  public static UserException driftTooFewItems(String what, int found, int least) {
    return usage(
        "Cannot compare: %s gave %,d items that could be scored, and it takes %,d. Name more files,"
            + " or see the columns that corpus.text and corpus.id name.",
        what, found, least);
  }

  /** A file that was judged, and then changed. */
  public static UserException appliedFileChanged(String path) {
    return usage(
        "Cannot apply the student to new files only: %s has changed since it was judged. Put new"
            + " rows into new files, or start a new run with --set run.uri=…",
        path);
  }

  // ---------------------------------------------------------------------------- state of a run

  /** Another process is at work on the run. */
  public static UserException runIsBusy(String application, String host, long process) {
    return failed(
        "Cannot write to the run: %s (process %d on %s) is at work on it. Wait until it ends, or"
            + " stop it.",
        application, process, host);
  }

  /** The state of a run cannot be read, or is none. */
  public static UserException runUnreadable(String uri, String reason) {
    return failed(
        "Cannot tell where the run in %s stands: %s. Check run.uri, and that its _state can be read"
            + " from here.",
        uri, reason);
  }

  /** Another process took the run over while this one stood still. */
  public static UserException leaseLost(long epoch, long newest) {
    return failed(
        "Cannot go on writing: this process holds epoch %d of the run, but another has taken epoch"
            + " %d. Nothing is lost; call the command again if the other ended.",
        epoch, newest);
  }

  /** The stage was finished, or begun, with other settings or inputs. */
  public static UserException stageDoneOtherwise(
      String stage, int round, List<String> differences) {
    return usage(
        "Cannot run %s of round %d: it was done with other settings or inputs.%n  %s%nAdd --again"
            + " to do it again, or start a new run with --set run.uri=…",
        stage, round, String.join(System.lineSeparator() + "  ", differences));
  }

  /** The demo's corpus is there, but not as asked. */
  public static UserException demoMadeOtherwise(String folder, String made, String asked) {
    return usage(
        "Cannot run the demo with %s: the corpus in %s was made with %s. Start a new run with --set"
            + " run.uri=…, or ask for what was made.",
        asked, folder, made);
  }

  /** A stage's input is not there. */
  public static UserException stageNotDone(String stage, int round, String needed) {
    return usage(
        "Cannot run %s of round %d: %s of round %d is not done. Run it first, or run the whole"
            + " round: ./submit.sh round --round %d",
        stage, round, needed, round, round);
  }

  /** An earlier round's stage is not there. */
  public static UserException roundNotDone(String stage, int round, int earlier, String needed) {
    return usage(
        "Cannot run %s of round %d: %s of round %d is not done. Finish round %d first.",
        stage, round, needed, earlier, earlier);
  }

  /** An earlier round's rows are wanted while its stage is being done again. */
  public static UserException historyNotDone(String dataset, String stage, int round) {
    return usage(
        "Cannot read %s of round %d: its %s is not done. Finish round %d first.",
        dataset, round, stage, round);
  }

  /** The dataset was written by a later version. */
  public static UserException datasetTooNew(String file, long found, long known) {
    return failed(
        "Cannot read %s: its schema version is %d, this version of Penumbra knows up to %d. Use the"
            + " version that wrote it, or a later one.",
        file, found, known);
  }

  // ---------------------------------------------------------------------------- forgetting

  /** A list of ids that cannot be read. */
  public static UserException idsUnreadable(String setting, String uri, String why) {
    return usage(
        "Cannot read the ids in %s (%s): %s. Name a text file with one id a line, a CSV file with a"
            + " column item_id or id, or JSON lines with such a field.",
        setting, uri, why);
  }

  /** Nothing to forget was named. */
  public static UserException nothingToForget() {
    return usage(
        "Cannot forget items: no id was given. Name a file with --items FILE, or each one with"
            + " --item ID.");
  }

  /** Nothing to forget them from. */
  public static UserException runMissing(String task, String uri) {
    return usage("Cannot %s: there is no run in %s. Check run.uri and policy.file.", task, uri);
  }

  /** Stages that were begun hold rows that cannot be told apart from those still to come. */
  public static UserException forgetWhileHalfDone(List<String> stages) {
    return usage(
        "Cannot forget items while stages are half done: %s. Run them to their end first, or add"
            + " --drop-unfinished: what they did so far is deleted, and they start anew.",
        String.join(", ", stages));
  }

  /** Items are gone from some datasets and not from others. */
  public static UserException forgettingHalfDone() {
    return failed(
        "Cannot run a stage: items are being forgotten, and that is not done yet. End it with"
            + " ./submit.sh forget; it needs no ids for that.");
  }

  /** What batches are exported with is not there, and their old files would be deleted. */
  public static UserException forgetWithoutExports(String mistake) {
    return usage(
        "Cannot forget items: the files of batches could not be written anew without them. %s"
            + " Nothing was deleted; mend this, then forget again.",
        mistake);
  }

  /** Somebody writes a label file time and again while items are erased from it. */
  public static UserException labelFileRestless(String file) {
    return failed(
        "Cannot erase items from %s: it changes while it is read. Wait until nobody writes it, then"
            + " end this with ./submit.sh forget; it needs no ids for that.",
        file);
  }

  // ---------------------------------------------------------------------------- labels

  /** Labels of several guideline versions where one is needed. */
  public static UserException guidelinesMixed(List<String> versions) {
    return new UserException(
        ExitCode.WRONG_USAGE,
        ("Cannot pool labels: they follow guideline versions %s, and answers to different"
                + " questions do not add up. Choose the labels of one version.")
            .formatted(String.join(", ", versions)));
  }

  /** The guideline was changed while raters were asked under the one before. */
  public static UserException guidelineChanged(int round, String asked, String now) {
    return usage(
        "Cannot take the answers of round %d: its batch was asked under guideline version '%s', the"
            + " policy is now at '%s', and answers to different questions do not add up. Set"
            + " guideline-version back in policy.file until this round is done, or have the batch"
            + " made and answered anew with './submit.sh select --round %1$d --again'.",
        round, asked, now);
  }

  /** Labels of other guideline versions only. */
  public static UserException guidelineWithoutLabels(int round, String latest, String now) {
    return usage(
        "Cannot go on with round %d: its labels follow guideline version '%s', the policy is now at"
            + " '%s'. Set guideline-version back in policy.file until this round is done; the next"
            + " round's batch can be asked under the new one.",
        round, latest, now);
  }

  // ---------------------------------------------------------------------------- agreement

  /** A file of ratings that cannot be opened or unpacked. */
  public static UserException ratingsUnreadable(String file, String why) {
    return usage(
        "Cannot read ratings from %s: %s. Name a CSV file or JSON lines, plain or gzip (.gz).",
        file, why);
  }

  /** Files of ratings without a single answer. */
  public static UserException noRatings(List<String> files, long rejects, String firstReject) {
    return usage(
        "Cannot measure agreement: %s %s no answer. %d rows could not be read%s. Rows need item_id,"
            + " rater and answer, or id and ratings, a list of [rater, answer].",
        String.join(", ", files),
        files.size() == 1 ? "holds" : "hold",
        rejects,
        firstReject.isEmpty() ? "" : ", the first because " + firstReject);
  }

  /** A pattern that no rater's name fits. */
  public static UserException noSuchRater(String option, String glob, List<String> some) {
    return usage(
        "Cannot measure agreement: no rater fits %s '%s'. There are: %s. Names are parted by commas,"
            + " * stands for any characters.",
        option, glob, String.join(", ", some));
  }

  /** A field that was to be a rater and is an answer nowhere. */
  public static UserException noSuchRatingField(String option, String field) {
    return usage(
        "Cannot take %s %s as a rater: no line with ratings holds an answer in it. Name a field with"
            + " 1 or 0, or a word such as positive.",
        option, field);
  }

  /** Answers to several policies' questions. */
  public static UserException policiesMixed(List<String> policies) {
    return usage(
        "Cannot pool labels: they answer the questions of policies %s. Choose the labels of one.",
        String.join(", ", policies));
  }

  /** Raters that cannot be told apart, where each is to be judged. */
  public static UserException positionsOnly(String rater) {
    return usage(
        "Cannot judge rater %s: a name that starts with ? is a position within its item and nobody's"
            + " across items. Choose others with --raters, or take --consensus majority.",
        rater);
  }

  /** A report that cannot be written. */
  public static UserException reportNotWritten(String file, String why) {
    return failed(
        "Cannot write the report to %s: %s. Name a file in a folder that exists.", file, why);
  }

  // ---------------------------------------------------------------------------- the machine

  /** A disk took no more. */
  public static UserException diskFull(String said) {
    return failed(
        "Cannot write: %s. Make room where the run lies and in Spark's scratch folder"
            + " (spark.local.dir, /tmp by itself), and give the same command again: what is done"
            + " stays done.",
        said);
  }

  /** Another process has a port that was asked for. */
  public static UserException portTaken(String said) {
    return failed(
        "Cannot open a port: %s. Another process has it: give another number to the setting of Spark"
            + " that fixes it (spark.ui.port, spark.driver.port), or leave it out and a free one is"
            + " taken.",
        said);
  }

  // ---------------------------------------------------------------------------- wording

  private static UserException failed(String message, Object... values) {
    return new UserException(ExitCode.FAILED, String.format(Locale.ROOT, message, values));
  }

  private static UserException usage(String message, Object... values) {
    return new UserException(ExitCode.WRONG_USAGE, String.format(Locale.ROOT, message, values));
  }

  private static UserException wrongUsage(String message) {
    return new UserException(ExitCode.WRONG_USAGE, message);
  }

  private static String listed(List<String> problems) {
    return (problems.size() == 1 ? "1 problem" : problems.size() + " problems")
        + " found.\n  "
        + String.join("\n  ", problems);
  }

  private static UserException wrong(String message, Object... values) {
    return new UserException(ExitCode.WRONG_USAGE, String.format(Locale.ROOT, message, values));
  }
}
