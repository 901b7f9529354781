package org.penumbra.jobs.forget;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.penumbra.jobs.stage.RunContext;

/**
 * What writers that were killed left hidden beside the objects they were about to put: whole
 * objects, that of an export or of a label file among them, which no listing of a store shows. The
 * lease keeps other writers away.
 */
public final class Leftovers {

  /** As {@code LocalStore} and {@code HadoopStore} name what they write beside an object. */
  private static final Pattern NAME =
      Pattern.compile(".*/\\.(.+\\.)?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(\\.part)?");

  /** Where objects are put; datasets are written by Spark. */
  private static final List<String> PLACES = List.of("_state", "exports", "inbox", "models");

  /** This command's own lease is renewed meanwhile. */
  private static final String LEASE = "_state/lease/";

  private final RunContext context;

  public Leftovers(RunContext context) {
    this.context = context;
  }

  /** Deletes them. */
  public void delete() {
    RunFiles files = new RunFiles(context);
    List<String> found = new ArrayList<>();
    for (String place : PLACES) {
      files.walk(place, folder -> false, file -> found.add(file.path()), folder -> {});
    }
    found.stream()
        .filter(path -> NAME.matcher(path).matches() && !path.startsWith(LEASE))
        .forEach(path -> context.store().delete(path));
  }
}
