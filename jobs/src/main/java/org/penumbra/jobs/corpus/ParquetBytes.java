package org.penumbra.jobs.corpus;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;

/**
 * A Parquet file's bytes. A failing store is told apart from broken bytes here, where it is still
 * known: Parquet throws the same exceptions for both.
 */
record ParquetBytes(FileSystem files, Path path, long length) implements InputFile {

  @Override
  public long getLength() {
    return length;
  }

  @Override
  public SeekableInputStream newStream() throws IOException {
    FSDataInputStream file = told(() -> files.open(path));
    return new DelegatingSeekableInputStream(new Told(file)) {
      @Override
      public long getPos() throws IOException {
        return file.getPos();
      }

      @Override
      public void seek(long position) throws IOException {
        told(
            () -> {
              file.seek(position);
              return position;
            });
      }
    };
  }

  /** The store's own failure behind an exception, or null where the bytes are to blame. */
  static IOException storeFailure(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof StoreFailure failure) {
        return failure.getCause();
      }
    }
    return null;
  }

  private static final class StoreFailure extends UncheckedIOException {

    private static final long serialVersionUID = 1L;

    StoreFailure(IOException cause) {
      super(cause);
    }
  }

  private interface StoreCall<T> {
    T call() throws IOException;
  }

  private static <T> T told(StoreCall<T> call) throws IOException {
    try {
      return call.call();
    } catch (ChecksumException | EOFException e) {
      throw e;
    } catch (IOException e) {
      throw new StoreFailure(e);
    }
  }

  private static final class Told extends FilterInputStream {

    Told(FSDataInputStream file) {
      super(file);
    }

    @Override
    public int read() throws IOException {
      return told(in::read);
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      return told(() -> in.read(into, offset, length));
    }
  }
}
