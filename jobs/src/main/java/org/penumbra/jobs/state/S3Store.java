package org.penumbra.jobs.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.s3a.S3AFileSystem;
import org.apache.hadoop.fs.s3a.S3AUtils;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/**
 * A store in a bucket. A put is one request, so an object is whole or not there; the condition
 * {@code If-None-Match: *} makes it exclusive where the server knows it.
 */
final class S3Store implements Store {

  private static final String PROBE = "_state/lease/conditional-put";
  private static final String PUT = "penumbra-put";
  private static final long PAUSE_NANOS = 50_000_000;

  /** Five seconds: another's put of a small object is over by then. */
  private static final int CONFLICTS = 100;

  private final S3AFileSystem files;
  private final Path root;
  private final Store rest;
  private volatile Boolean conditional;

  S3Store(FileSystem files, Path root) {
    this.files = (S3AFileSystem) files;
    this.root = root;
    this.rest = new HadoopStore(files, root);
  }

  /**
   * In one request: Hadoop's two notice when an object, such as a heartbeat, is put between them.
   */
  @Override
  public Optional<byte[]> read(String key) {
    GetObjectRequest request =
        files.getRequestFactory().newGetObjectRequestBuilder(name(key)).build();
    try {
      return Optional.of(client().getObjectAsBytes(request).asByteArray());
    } catch (NoSuchKeyException e) {
      return Optional.empty();
    } catch (SdkException e) {
      throw failure("read", key, e);
    }
  }

  @Override
  public boolean putIfAbsent(String key, byte[] content) {
    String put = UUID.randomUUID().toString();
    for (int conflicts = 0; ; conflicts++) {
      PutObjectRequest.Builder request = request(key, content).metadata(Map.of(PUT, put));
      try {
        send(request.overrideConfiguration(ifNoneThere(request)).build(), content);
        return true;
      } catch (AwsServiceException e) {
        if (e.statusCode() == HttpURLConnection.HTTP_PRECON_FAILED) {
          // The client sends again where an answer was lost: the first one may have been put.
          return put.equals(putOf(key));
        }
        if (e.statusCode() == HttpURLConnection.HTTP_NOT_IMPLEMENTED) {
          conditional = false;
          return rest.putIfAbsent(key, content);
        }
        if (e.statusCode() != HttpURLConnection.HTTP_CONFLICT
            || conflicts == CONFLICTS
            || Thread.currentThread().isInterrupted()) {
          throw failure("put", key, e);
        }
        // Another put is under way, and may fail yet.
        LockSupport.parkNanos(PAUSE_NANOS);
      } catch (SdkException e) {
        throw failure("put", key, e);
      }
    }
  }

  @Override
  public void put(String key, byte[] content) {
    try {
      send(request(key, content).build(), content);
    } catch (SdkException e) {
      throw failure("put", key, e);
    }
  }

  @Override
  public List<String> list(String folder) {
    return rest.list(folder);
  }

  @Override
  public void delete(String key) {
    rest.delete(key);
  }

  /** Tried once: some servers refuse the condition, others take it and do not heed it. */
  @Override
  public synchronized boolean isConditional() {
    if (conditional == null) {
      boolean first = putIfAbsent(PROBE, new byte[0]);
      boolean heeded = !first || !putIfAbsent(PROBE, new byte[0]);
      if (conditional == null) {
        conditional = heeded;
      }
    }
    return conditional;
  }

  /** With what the settings of S3A ask of every object, such as its encryption. */
  private PutObjectRequest.Builder request(String key, byte[] content) {
    return files
        .getRequestFactory()
        .newPutObjectRequestBuilder(name(key), null, content.length, false);
  }

  private static AwsRequestOverrideConfiguration ifNoneThere(PutObjectRequest.Builder request) {
    AwsRequestOverrideConfiguration settings = request.overrideConfiguration();
    AwsRequestOverrideConfiguration.Builder more =
        settings == null ? AwsRequestOverrideConfiguration.builder() : settings.toBuilder();
    return more.putHeader("If-None-Match", "*").build();
  }

  private void send(PutObjectRequest request, byte[] content) {
    client().putObject(request, RequestBody.fromBytes(content));
  }

  /** The put that made an object. */
  private String putOf(String key) {
    try {
      return client()
          .headObject(files.getRequestFactory().newHeadObjectRequestBuilder(name(key)).build())
          .metadata()
          .get(PUT);
    } catch (SdkException e) {
      throw failure("look up", key, e);
    }
  }

  private S3Client client() {
    return files.getS3AInternals().getAmazonS3Client("the state of a run");
  }

  private String name(String key) {
    return files.pathToKey(new Path(root, key));
  }

  private UncheckedIOException failure(String what, String key, SdkException e) {
    IOException translated = S3AUtils.translateException(what, new Path(root, key), e);
    return new UncheckedIOException(translated);
  }
}
