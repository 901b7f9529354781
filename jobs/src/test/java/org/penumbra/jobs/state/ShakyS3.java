package org.penumbra.jobs.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.mockwebserver.Dispatcher;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.MockWebServer;
import okhttp3.mockwebserver.RecordedRequest;
import okhttp3.mockwebserver.SocketPolicy;
import okio.Buffer;
import org.apache.hadoop.conf.Configuration;

/**
 * Stands before an S3 server: asks to slow down, and loses connections before and after the work.
 */
public final class ShakyS3 implements AutoCloseable {

  private static final Set<String> OF_THE_CONNECTION =
      headers("Host", "Connection", "Content-Length", "Transfer-Encoding", "Expect", "Upgrade");

  private final S3Server behind;
  private final MockWebServer front = new MockWebServer();
  private final HttpClient client = HttpClient.newHttpClient();
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicInteger faults = new AtomicInteger();

  public ShakyS3(S3Server behind) {
    this.behind = behind;
    front.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
            return answer(request);
          }

          @Override
          public MockResponse peek() {
            return new MockResponse().setSocketPolicy(SocketPolicy.EXPECT_CONTINUE);
          }
        });
    try {
      front.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Has Hadoop find this server, and not wait long before it tries again. */
  public void configure(Configuration hadoop) {
    S3Server.configure(hadoop, front.url("/").toString());
    hadoop.set("fs.s3a.retry.interval", "20ms");
    hadoop.set("fs.s3a.retry.throttle.interval", "20ms");
  }

  /** How many requests met a fault. */
  public int faults() {
    return faults.get();
  }

  private MockResponse answer(RecordedRequest request) throws InterruptedException {
    int number = requests.incrementAndGet();
    if (number % 31 == 0) {
      faults.incrementAndGet();
      return new MockResponse()
          .setResponseCode(503)
          .setBody(
              "<Error><Code>SlowDown</Code><Message>Reduce your request rate.</Message></Error>");
    }
    if (number % 97 == 0) {
      faults.incrementAndGet();
      return new MockResponse().setSocketPolicy(SocketPolicy.DISCONNECT_AFTER_REQUEST);
    }
    MockResponse answer = forward(request);
    if (number % 101 == 0) {
      faults.incrementAndGet();
      return new MockResponse().setSocketPolicy(SocketPolicy.DISCONNECT_AFTER_REQUEST);
    }
    return answer;
  }

  private MockResponse forward(RecordedRequest request) throws InterruptedException {
    HttpRequest.Builder forwarded =
        HttpRequest.newBuilder(URI.create(behind.endpoint() + request.getPath()))
            .method(
                request.getMethod(), BodyPublishers.ofByteArray(request.getBody().readByteArray()));
    request
        .getHeaders()
        .forEach(
            header -> {
              if (!OF_THE_CONNECTION.contains(header.getFirst())) {
                forwarded.header(header.getFirst(), header.getSecond());
              }
            });
    try {
      return answer(client.send(forwarded.build(), BodyHandlers.ofByteArray()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static MockResponse answer(HttpResponse<byte[]> from) {
    MockResponse answer = new MockResponse().setResponseCode(from.statusCode());
    try (Buffer body = new Buffer()) {
      answer.setBody(body.write(from.body()));
    }
    from.headers()
        .map()
        .forEach(
            (name, values) -> {
              if (!name.equalsIgnoreCase("Transfer-Encoding")) {
                answer.removeHeader(name);
                values.forEach(value -> answer.addHeader(name, value));
              }
            });
    return answer;
  }

  private static Set<String> headers(String... names) {
    Set<String> headers = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    headers.addAll(Set.of(names));
    return headers;
  }

  @Override
  public void close() {
    try {
      front.shutdown();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
