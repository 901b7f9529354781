package org.penumbra.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.penumbra.UserException;

class NativeCacheTest {

  @TempDir Path folder;

  @Test
  void leavesNothingElsewhereWhenTheProcessIsKilled() throws Exception {
    Path natives = folder.resolve("natives");
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));

    assertThat(encodeInANewProcess(natives, elsewhere)).isEqualTo(137);
    List<Path> unpacked = files(natives);
    assertThat(encodeInANewProcess(natives, elsewhere)).isEqualTo(137);

    assertThat(unpacked)
        .extracting(file -> file.getFileName().toString())
        .contains("libonnxruntime.so", "libonnxruntime4j_jni.so", "libtokenizers.so");
    assertThat(files(natives)).isEqualTo(unpacked);
    assertThat(files(elsewhere)).isEmpty();
  }

  @Test
  void saysThatTheDirectoryCannotBeWritten() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    assertThatThrownBy(() -> NativeCache.in(file).install())
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("Cannot unpack the encoder's native libraries into " + file + ": ")
        .hasMessageEndingWith("Give a directory that can be written and has 50 MB free.");
  }

  /** Encodes a text, then dies without cleaning up. */
  static final class Encode {
    private Encode() {}

    public static void main(String[] args) {
      EncoderModel model = EncoderModel.resolve(EncoderModel.MINILM_INT8, Pooling.AUTO);
      OnnxEncoder encoder =
          OnnxEncoder.open(model, EncoderOptions.STANDARD, NativeCache.in(Path.of(args[0])));
      Runtime.getRuntime().halt(encoder.encode(List.of("tea")).size() == 1 ? 137 : 1);
    }
  }

  private static int encodeInANewProcess(Path natives, Path elsewhere) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + elsewhere,
                "-Duser.home=" + elsewhere,
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                Encode.class.getName(),
                natives.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
