package org.penumbra.embed;

import ai.djl.engine.EngineException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.penumbra.Errors;

/**
 * Whether a machine can run the native libraries. Asked before they are loaded, because a processor
 * that lacks an instruction ends the process without a word, and a linker's own message names
 * neither the machine nor a way out.
 */
final class NativeMachine {

  /** What the products and kernels are made of; Java's own fused multiply-add needs the second. */
  private static final List<String> INSTRUCTIONS = List.of("avx2", "fma");

  private final Path root;

  private NativeMachine(Path root) {
    this.root = root;
  }

  /** The one that this process runs on. */
  static NativeMachine ofThisProcess() {
    return under(Path.of("/"));
  }

  /** The one whose {@code proc} and {@code lib} lie in that folder. */
  static NativeMachine under(Path root) {
    return new NativeMachine(root);
  }

  /**
   * What a call into the native libraries gives.
   *
   * @throws org.penumbra.UserException where the machine cannot run them
   */
  <T> T run(Supplier<T> call) {
    lack().ifPresent(this::refuse);
    try {
      return call.get();
    } catch (LinkageError | EngineException e) {
      throw Errors.nativesUnusable(name(), e.toString());
    }
  }

  private void refuse(String lack) {
    throw Errors.nativesUnusable(name(), lack);
  }

  private Optional<String> lack() {
    if (Files.exists(root.resolve("lib/ld-musl-x86_64.so.1"))
        && !Files.exists(root.resolve("lib64/ld-linux-x86-64.so.2"))) {
      return Optional.of("its C library is musl");
    }
    Optional<List<String>> flags = flags();
    return INSTRUCTIONS.stream()
        .filter(instruction -> flags.isPresent() && !flags.get().contains(instruction))
        .map(instruction -> "its processor has no " + instruction.toUpperCase(Locale.ROOT))
        .findFirst();
  }

  /** Of an x86 processor under Linux; others tell theirs otherwise. */
  private Optional<List<String>> flags() {
    return lines("proc/cpuinfo")
        .filter(line -> line.startsWith("flags"))
        .map(line -> List.of(line.split("[\\s:]+")))
        .findFirst();
  }

  private String name() {
    return lines("proc/sys/kernel/hostname").findFirst().orElse("this machine");
  }

  private Stream<String> lines(String file) {
    Path path = root.resolve(file);
    try {
      return Files.isReadable(path) ? Files.readAllLines(path).stream() : Stream.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
