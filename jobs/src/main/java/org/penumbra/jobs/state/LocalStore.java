package org.penumbra.jobs.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A store in a local folder. An object appears under its name only when it is whole: it is written
 * beside it first, then linked (which fails if the name is taken) or moved over it.
 */
public final class LocalStore implements Store {

  private final Path root;

  public LocalStore(Path root) {
    this.root = root;
  }

  @Override
  public Optional<byte[]> read(String key) {
    try {
      return Optional.of(Files.readAllBytes(root.resolve(key)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public boolean putIfAbsent(String key, byte[] content) {
    Path whole = writeBeside(key, content);
    try {
      Files.createLink(root.resolve(key), whole);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      deletePath(whole);
    }
  }

  @Override
  public void put(String key, byte[] content) {
    Path whole = writeBeside(key, content);
    try {
      Files.move(whole, root.resolve(key), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public List<String> list(String folder) {
    Path path = root.resolve(folder);
    if (!Files.isDirectory(path)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(path)) {
      return children
          .map(child -> child.getFileName().toString())
          .filter(name -> !name.startsWith("."))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void delete(String key) {
    Path path = root.resolve(key);
    if (!Files.exists(path)) {
      return;
    }
    try (Stream<Path> all = Files.walk(path)) {
      all.sorted(Comparator.reverseOrder()).forEach(LocalStore::deletePath);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public boolean isConditional() {
    return true;
  }

  private Path writeBeside(String key, byte[] content) {
    Path target = root.resolve(key);
    try {
      Files.createDirectories(target.getParent());
      // Not createTempFile: its files are for their owner's eyes only.
      Path beside = target.resolveSibling("." + UUID.randomUUID() + ".part");
      try (FileChannel file =
          FileChannel.open(beside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        while (bytes.hasRemaining()) {
          file.write(bytes);
        }
        // Or a power cut leaves a name without its content.
        file.force(true);
      }
      return beside;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void deletePath(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
