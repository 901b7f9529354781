package org.penumbra.jobs.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;

/** S3Proxy as a process of its own, which keeps all in memory. */
public final class S3Server implements AutoCloseable {

  public static final String BUCKET = "penumbra";

  private static final Path CLASSPATH = Path.of("s3proxy", "target", "s3proxy.classpath");
  private static final long START_SECONDS = 60;

  private final Process process;
  private final Path folder;
  private final String endpoint;

  private S3Server(Process process, Path folder, String endpoint) {
    this.process = process;
    this.folder = folder;
    this.endpoint = endpoint;
  }

  /** Whether the build has brought its class path. */
  static boolean isThere() {
    return Files.exists(CLASSPATH);
  }

  /** Starts it, with an empty bucket. */
  static S3Server start() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("penumbra-s3");
    String endpoint = "http://127.0.0.1:" + freePort();
    Path settings = folder.resolve("s3.properties");
    Files.writeString(
        settings,
        String.join(
            "\n",
            "s3proxy.authorization=none",
            "s3proxy.endpoint=" + endpoint,
            "jclouds.provider=transient-nio2",
            "jclouds.identity=nobody",
            "jclouds.credential=nothing"));
    Path logging = folder.resolve("logback.xml");
    Files.writeString(logging, "<configuration><root level=\"OFF\"/></configuration>");
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Process process =
        new ProcessBuilder(
                java.toString(),
                "-Xmx256m",
                "-Dlogback.configurationFile=" + logging,
                "-cp",
                Files.readString(CLASSPATH, UTF_8).strip(),
                "org.gaul.s3proxy.Main",
                "--properties",
                settings.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("s3.log").toFile())
            .start();
    S3Server server = new S3Server(process, folder, endpoint);
    server.awaitBucket();
    return server;
  }

  /** Has Hadoop find the server behind s3a:// addresses. */
  public void configure(Configuration hadoop) {
    configure(hadoop, endpoint);
  }

  String endpoint() {
    return endpoint;
  }

  static void configure(Configuration hadoop, String endpoint) {
    hadoop.set("fs.s3a.endpoint", endpoint);
    hadoop.set("fs.s3a.endpoint.region", "us-east-1");
    hadoop.set("fs.s3a.path.style.access", "true");
    hadoop.set("fs.s3a.access.key", "nobody");
    hadoop.set("fs.s3a.secret.key", "nothing");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitBucket() throws IOException, InterruptedException {
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest put =
        HttpRequest.newBuilder(URI.create(endpoint + "/" + BUCKET))
            .PUT(BodyPublishers.noBody())
            .build();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (process.isAlive() && System.nanoTime() < deadline) {
      try {
        int status = client.send(put, BodyHandlers.discarding()).statusCode();
        if (status == 200) {
          return;
        }
        throw new IllegalStateException("S3Proxy makes no bucket: status " + status);
      } catch (IOException e) {
        Thread.sleep(100);
      }
    }
    String log = Files.readString(folder.resolve("s3.log"), UTF_8);
    close();
    throw new IllegalStateException("S3Proxy did not start:\n" + log);
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor();
      for (File file : folder.toFile().listFiles()) {
        Files.delete(file.toPath());
      }
      Files.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
