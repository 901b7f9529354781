package org.penumbra.jobs.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Hands tests the one S3 server of their JVM. */
public final class LocalS3 implements ParameterResolver {

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == S3Server.class;
  }

  @Override
  public S3Server resolveParameter(ParameterContext parameter, ExtensionContext context) {
    if (System.getenv("CI") != null) {
      assertThat(S3Server.isThere()).as("the class path of S3Proxy").isTrue();
    }
    assumeTrue(S3Server.isThere(), "The whole build brings S3Proxy, a part of it does not");
    return context
        .getRoot()
        .getStore(Namespace.create(LocalS3.class))
        .getOrComputeIfAbsent(Running.class, key -> new Running(), Running.class)
        .server;
  }

  private static final class Running implements AutoCloseable {

    private final S3Server server;

    Running() {
      try {
        server = S3Server.start();
      } catch (IOException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void close() {
      server.close();
    }
  }
}
