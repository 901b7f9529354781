package org.penumbra.jobs.spark;

import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Hands tests the one session of their JVM, opened as the commands open theirs. */
public final class LocalSpark implements ParameterResolver {

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == SparkSession.class;
  }

  @Override
  public SparkSession resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.create(LocalSpark.class))
        .getOrComputeIfAbsent(OpenSession.class, key -> new OpenSession(), OpenSession.class)
        .spark;
  }

  private static final class OpenSession implements AutoCloseable {

    private final SparkSession spark;

    OpenSession() {
      System.setProperty("spark.master", "local[2]");
      System.setProperty("spark.sql.shuffle.partitions", "2");
      System.setProperty("spark.driver.host", "127.0.0.1");
      spark = Sessions.open("tests");
    }

    @Override
    public void close() {
      spark.stop();
    }
  }
}
