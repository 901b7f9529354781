package org.penumbra.jobs.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import okhttp3.mockwebserver.Dispatcher;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.MockWebServer;
import okhttp3.mockwebserver.RecordedRequest;
import okhttp3.mockwebserver.SocketPolicy;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a server says is laid out here, answer by answer. */
class S3StoreFaultTest {

  private static final byte[] CONTENT = "content".getBytes(UTF_8);

  private MockWebServer server;
  private FileSystem files;
  private Store store;

  @BeforeEach
  void open() throws IOException {
    server = new MockWebServer();
    server.start();
    Configuration hadoop = new Configuration();
    S3Server.configure(hadoop, server.url("/").toString());
    Path root = new Path("s3a://" + S3Server.BUCKET + "/run");
    files = FileSystem.newInstance(root.toUri(), hadoop);
    store = new S3Store(files, root);
  }

  @AfterEach
  void close() throws IOException {
    files.close();
    server.shutdown();
  }

  @Test
  void asksForNoObjectToBeThere() throws InterruptedException {
    server.enqueue(status(200));

    assertThat(store.putIfAbsent("key", CONTENT)).isTrue();

    RecordedRequest put = server.takeRequest();
    assertThat(put.getMethod() + " " + put.getPath()).isEqualTo("PUT /penumbra/run/key");
    assertThat(put.getHeader("If-None-Match")).isEqualTo("*");
    assertThat(put.getHeader("Authorization")).contains("if-none-match");
  }

  @Test
  void isNotConditionalWhereTheConditionIsNotHeeded() {
    server.enqueue(status(200));
    server.enqueue(status(200));

    assertThat(store.isConditional()).isFalse();
  }

  @Test
  void isNotConditionalWhereTheConditionIsRefused() {
    server.setDispatcher(new RefusesTheCondition());

    assertThat(store.isConditional()).isFalse();
    assertThat(store.putIfAbsent("key", CONTENT)).isTrue();
  }

  @Test
  void endsWhereAConflictStays() {
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return status(409);
          }

          @Override
          public MockResponse peek() {
            return status(100);
          }
        });

    assertThatThrownBy(() -> store.putIfAbsent("key", CONTENT))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("s3a://penumbra/run/key");
  }

  @Test
  void wonWhereTheAnswerToItsOwnPutWasLost() {
    server.setDispatcher(new LosesAnAnswer(true));

    assertThat(store.putIfAbsent("key", CONTENT)).isTrue();
  }

  @Test
  void lostWhereTheObjectIsOfAnotherPut() {
    server.setDispatcher(new LosesAnAnswer(false));

    assertThat(store.putIfAbsent("key", CONTENT)).isFalse();
  }

  @Test
  void putsAgainWhileAnotherPutIsUnderWay() {
    server.enqueue(status(409));
    server.enqueue(status(200));

    assertThat(store.putIfAbsent("key", CONTENT)).isTrue();
  }

  @Test
  void tellsWhatIsNotAllowed() {
    server.enqueue(status(403));

    assertThatThrownBy(() -> store.putIfAbsent("key", CONTENT))
        .hasCauseInstanceOf(AccessDeniedException.class)
        .hasMessageContaining("s3a://penumbra/run/key");
  }

  /** The client waits a while for a word before it sends what it puts. */
  private static MockResponse status(int code) {
    return new MockResponse().setResponseCode(code).setSocketPolicy(SocketPolicy.EXPECT_CONTINUE);
  }

  /** As S3 itself answered before it knew the condition; nothing is there yet. */
  private static final class RefusesTheCondition extends Dispatcher {

    @Override
    public MockResponse dispatch(RecordedRequest request) {
      if ("HEAD".equals(request.getMethod())) {
        return status(404);
      }
      if ("GET".equals(request.getMethod())) {
        return new MockResponse()
            .setBody(
                "<ListBucketResult><KeyCount>0</KeyCount><IsTruncated>false</IsTruncated>"
                    + "</ListBucketResult>");
      }
      return status(request.getHeader("If-None-Match") == null ? 200 : 501);
    }

    @Override
    public MockResponse peek() {
      return status(100);
    }
  }

  /** The first put's answer never comes; then an object is there. */
  private static final class LosesAnAnswer extends Dispatcher {

    private static final String PUT = "x-amz-meta-penumbra-put";

    private final boolean kept;
    private String first;

    LosesAnAnswer(boolean kept) {
      this.kept = kept;
    }

    @Override
    public synchronized MockResponse dispatch(RecordedRequest request) {
      if ("HEAD".equals(request.getMethod())) {
        return status(200).setHeader(PUT, kept ? first : "another");
      }
      if (first == null) {
        first = request.getHeader(PUT);
        return new MockResponse().setSocketPolicy(SocketPolicy.DISCONNECT_AFTER_REQUEST);
      }
      return status(412);
    }

    @Override
    public MockResponse peek() {
      return status(100);
    }
  }
}
