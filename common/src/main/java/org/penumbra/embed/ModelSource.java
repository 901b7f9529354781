package org.penumbra.embed;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where an encoder's files lie. */
sealed interface ModelSource {

  /** The tokenizer.json. */
  InputStream tokenizer() throws IOException;

  /** The files that hold the model, the ONNX graph first, in an order that never changes. */
  List<String> modelFiles() throws IOException;

  /** Opens one of the model's files. */
  InputStream open(String file) throws IOException;

  /** Files that ship inside a Maven artifact, as class-path resources. */
  record ClassPath(String name) implements ModelSource {

    @Override
    public InputStream tokenizer() throws IOException {
      return open(name + "-tokenizer.json");
    }

    @Override
    public List<String> modelFiles() {
      return List.of(name + ".onnx");
    }

    @Override
    public InputStream open(String file) throws IOException {
      InputStream stream = ModelSource.class.getResourceAsStream("/" + file);
      if (stream == null) {
        throw new IOException("the class path lacks " + file);
      }
      return stream;
    }
  }

  /** Files of a directory; weights beside the graph (model.onnx_data) belong to the model. */
  record Directory(Path path) implements ModelSource {

    static final String MODEL = "model.onnx";
    static final String TOKENIZER = "tokenizer.json";

    @Override
    public InputStream tokenizer() throws IOException {
      return open(TOKENIZER);
    }

    @Override
    public List<String> modelFiles() throws IOException {
      try (Stream<Path> files = Files.list(path)) {
        return files
            .map(file -> file.getFileName().toString())
            .filter(file -> file.startsWith(MODEL))
            .sorted()
            .toList();
      }
    }

    @Override
    public InputStream open(String file) throws IOException {
      return Files.newInputStream(path.resolve(file));
    }
  }
}
