package org.penumbra.jobs.corpus;

import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Zstandard frames, one after another. The library drops what it decoded in the call that fails, so
 * calls are kept small: at most {@link #CALL} bytes before a break go with it.
 */
final class ZstdStream extends FilterInputStream {

  static final int CALL = 512;

  ZstdStream(InputStream compressed) throws IOException {
    super(new ZstdInputStreamNoFinalizer(compressed));
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    try {
      return super.read(into, offset, Math.min(CALL, length));
    } catch (ZstdIOException e) {
      throw new CorruptStreamException("zstd: " + e.getMessage());
    }
  }
}
