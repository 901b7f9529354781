package org.penumbra.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Listens to what a command says on standard output and error. */
final class Console implements BeforeEachCallback, AfterEachCallback {

  private final PrintStream standardOut = System.out;
  private final PrintStream standardError = System.err;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Override
  public void beforeEach(ExtensionContext context) {
    System.setOut(new PrintStream(out, true, UTF_8));
    System.setErr(new PrintStream(err, true, UTF_8));
  }

  @Override
  public void afterEach(ExtensionContext context) {
    System.setOut(standardOut);
    System.setErr(standardError);
  }

  String out() {
    return out.toString(UTF_8);
  }

  String err() {
    return err.toString(UTF_8);
  }

  void clear() {
    out.reset();
    err.reset();
  }
}
