package org.penumbra.embed;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.penumbra.Errors;

/** Loads a model into ONNX Runtime, set for many callers with one thread each, or for a GPU. */
final class OnnxSession {

  private OnnxSession() {}

  static OrtSession open(OrtEnvironment environment, EncoderModel model, Device device)
      throws OrtException {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
      options.setDeterministicCompute(true);
      // A plan of the memory would be kept for every shape of a batch, of which there are hundreds.
      options.setMemoryPatternOptimization(false);
      // Its lock makes the callers wait for one another, and what it took it never gives back.
      options.setCPUArenaAllocator(false);
      if (device == Device.CUDA) {
        addCuda(options, model);
      }
      Optional<byte[]> fused = EncoderGraph.of(model).fused();
      if (fused.isPresent()) {
        return environment.createSession(fused.get(), options);
      }
      if (model.source() instanceof ModelSource.Directory directory) {
        String file = directory.path().resolve(ModelSource.Directory.MODEL).toString();
        return environment.createSession(file, options);
      }
      try (InputStream graph = model.source().open(model.source().modelFiles().get(0))) {
        return environment.createSession(graph.readAllBytes(), options);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static void addCuda(OrtSession.SessionOptions options, EncoderModel model) {
    try {
      options.addCUDA(0);
    } catch (OrtException e) {
      throw Errors.encoderDevice(model.name(), e.getMessage());
    }
  }
}
