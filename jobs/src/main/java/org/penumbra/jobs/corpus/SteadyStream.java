package org.penumbra.jobs.corpus;

import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.fs.ChecksumException;

/**
 * A file's bytes in full reads: short reads of a store would move the place at which a decoder
 * meets a broken stream, and the slices of a file must agree on it.
 */
final class SteadyStream extends InputStream {

  private final InputStream file;

  SteadyStream(InputStream file) {
    this.file = file;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    try {
      int read = file.readNBytes(into, offset, length);
      return read == 0 && length > 0 ? -1 : read;
    } catch (ChecksumException e) {
      throw new CorruptStreamException("checksum differs: " + e.getMessage());
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
