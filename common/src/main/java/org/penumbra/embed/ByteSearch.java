package org.penumbra.embed;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Looks for some bytes in a stream that need not fit in memory. */
final class ByteSearch {

  private static final int CHUNK = 1 << 16;

  private ByteSearch() {}

  static boolean contains(InputStream stream, byte[] wanted) throws IOException {
    byte[] buffer = new byte[CHUNK + wanted.length - 1];
    int kept = 0;
    while (true) {
      int read = stream.readNBytes(buffer, kept, CHUNK);
      int end = kept + read;
      for (int i = 0; i <= end - wanted.length; i++) {
        if (buffer[i] == wanted[0]
            && Arrays.equals(buffer, i, i + wanted.length, wanted, 0, wanted.length)) {
          return true;
        }
      }
      if (read < CHUNK) {
        return false;
      }
      kept = wanted.length - 1;
      System.arraycopy(buffer, end - kept, buffer, 0, kept);
    }
  }
}
