package org.penumbra.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.engine.EngineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.penumbra.UserException;

class NativeMachineTest {

  private static final String REMEDY =
      ". Penumbra's native libraries need Linux x86-64 with glibc and AVX2 on every node. Keep the"
          + " executors off others, or let a server encode: embedder.kind = http.";

  @TempDir Path root;

  @Test
  void runsWhereTheProcessorHasAllItNeeds() throws IOException {
    flags("fpu sse2 avx fma avx2");

    assertThat(NativeMachine.under(root).run(() -> "ran")).isEqualTo("ran");
  }

  @Test
  void runsWhereTheProcessorDoesNotTell() throws IOException {
    put("proc/cpuinfo", "Features : fp asimd\n");

    assertThat(NativeMachine.under(root).run(() -> "ran")).isEqualTo("ran");
  }

  @Test
  void thisMachineRuns() {
    assertThat(NativeMachine.ofThisProcess().run(() -> "ran")).isEqualTo("ran");
  }

  @Test
  void anOldProcessorIsNamedBeforeAnythingIsLoaded() throws IOException {
    flags("fpu sse2 avx fma");
    put("proc/sys/kernel/hostname", "node-7\n");

    assertRefused("node-7", "its processor has no AVX2");
  }

  @Test
  void soIsOneWithoutFusedMultiplyAdd() throws IOException {
    flags("fpu sse2 avx avx2");

    assertRefused("this machine", "its processor has no FMA");
  }

  @Test
  void soIsMusl() throws IOException {
    put("lib/ld-musl-x86_64.so.1", "");

    assertRefused("this machine", "its C library is musl");
  }

  @Test
  void muslBesideGlibcIsTried() throws IOException {
    put("lib/ld-musl-x86_64.so.1", "");
    put("lib64/ld-linux-x86-64.so.2", "");

    assertThat(NativeMachine.under(root).run(() -> "ran")).isEqualTo("ran");
  }

  @Test
  void aLibraryThatCannotBeLinkedSaysWhereAndWhatToDo() throws IOException {
    put("proc/sys/kernel/hostname", "node-7\n");

    assertThatThrownBy(
            () ->
                NativeMachine.under(root)
                    .run(
                        () -> {
                          throw new UnsatisfiedLinkError("libtokenizers.so: __sprintf_chk");
                        }))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot run the encoder on node-7: java.lang.UnsatisfiedLinkError: libtokenizers.so:"
                + " __sprintf_chk"
                + REMEDY);
  }

  @Test
  void soDoesOneThatItsOwnLoaderGaveUp() {
    assertThatThrownBy(
            () ->
                NativeMachine.under(root)
                    .run(
                        () -> {
                          throw new EngineException("Failed to load Huggingface native library.");
                        }))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("Cannot run the encoder on this machine: ai.djl.engine.Engine");
  }

  private void assertRefused(String machine, String lack) {
    assertThatThrownBy(
            () ->
                NativeMachine.under(root)
                    .run(
                        () -> {
                          throw new AssertionError("was loaded");
                        }))
        .isInstanceOf(UserException.class)
        .hasMessage("Cannot run the encoder on " + machine + ": " + lack + REMEDY);
  }

  private void flags(String flags) throws IOException {
    put("proc/cpuinfo", "processor\t: 0\nflags\t\t: " + flags + "\n\nprocessor\t: 1\n");
  }

  private void put(String file, String text) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }
}
