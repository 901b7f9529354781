package org.penumbra.embed;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.penumbra.Errors;
import org.penumbra.StableHash;

/**
 * Where the native libraries of ONNX Runtime and the tokenizer are unpacked. Left to themselves,
 * the first copies its 23 MB into the temp folder for every process, and leaves them there when the
 * process is killed; the second writes into the home directory and asks the cloud's metadata
 * service where it runs. Both are steered by system properties only, read when they are first used,
 * so a later call for another directory has no effect.
 */
public final class NativeCache {

  private static final String ORT_PATH = "onnxruntime.native.path";
  private static final String DJL_PATH = "ENGINE_CACHE_DIR";
  private static final List<String> ORT_LIBRARIES = List.of("onnxruntime", "onnxruntime4j_jni");

  /** Of a build for GPUs alone. */
  private static final List<String> CUDA_LIBRARIES =
      List.of("onnxruntime_providers_shared", "onnxruntime_providers_cuda");

  private final Optional<Path> directory;

  private NativeCache(Optional<Path> directory) {
    this.directory = directory;
  }

  /** A directory of one's own, shared by all processes that name it. */
  public static NativeCache in(Path directory) {
    return new NativeCache(Optional.of(directory.toAbsolutePath()));
  }

  /** Each library's own choice. */
  public static NativeCache librariesOwn() {
    return new NativeCache(Optional.empty());
  }

  /**
   * Unpacks what has to be and points both libraries to it, unless the process was started with
   * their properties set. No network access afterwards.
   *
   * @throws org.penumbra.UserException if the directory cannot be written
   */
  void install() {
    setIfAbsent("ai.djl.offline", "true");
    setIfAbsent("OPT_OUT_TRACKING", "true");
    setIfAbsent("RUST_FLAVOR", "cpu");
    if (directory.isEmpty()) {
      return;
    }
    try {
      Files.createDirectories(directory.get());
      setIfAbsent(DJL_PATH, directory.get().toString());
      if (System.getProperty(ORT_PATH) == null) {
        Optional<Path> unpacked = unpackOrt(directory.get());
        unpacked.ifPresent(path -> setIfAbsent(ORT_PATH, path.toString()));
      }
    } catch (IOException e) {
      throw Errors.nativesNotUnpacked(directory.get(), e.toString());
    }
  }

  private static Optional<Path> unpackOrt(Path directory) throws IOException {
    StringBuilder name = new StringBuilder("onnxruntime");
    for (String library : ORT_LIBRARIES) {
      URL resource = ortResource(library);
      if (resource == null) {
        return Optional.empty();
      }
      name.append('-').append(fingerprint(resource));
    }
    Path home = Files.createDirectories(directory.resolve(name.toString()));
    for (String library : ORT_LIBRARIES) {
      unpack(ortResource(library), home.resolve(System.mapLibraryName(library)));
    }
    for (String library : CUDA_LIBRARIES) {
      URL resource = ortResource(library);
      if (resource != null) {
        unpack(resource, home.resolve(System.mapLibraryName(library)));
      }
    }
    return Optional.of(home);
  }

  /** Other processes may do the same at this moment: a file appears whole or not at all. */
  private static void unpack(URL resource, Path file) throws IOException {
    if (Files.exists(file)) {
      return;
    }
    Path part = Files.createTempFile(file.getParent(), "unpacking", null);
    try (InputStream in = resource.openStream()) {
      Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static URL ortResource(String library) {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String arch = System.getProperty("os.arch");
    String folder =
        (os.startsWith("mac") ? "osx" : os.startsWith("win") ? "win" : "linux")
            + (arch.equals("aarch64") ? "-aarch64" : "-x64");
    return NativeCache.class.getResource(
        "/ai/onnxruntime/native/" + folder + "/" + System.mapLibraryName(library));
  }

  private static String fingerprint(URL resource) throws IOException {
    try (InputStream in = resource.openStream()) {
      return StableHash.id128(in.readAllBytes()).substring(0, 8);
    }
  }

  private static void setIfAbsent(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}
