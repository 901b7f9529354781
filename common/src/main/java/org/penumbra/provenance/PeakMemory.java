package org.penumbra.provenance;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The most memory that a process has had resident, as Linux counts it (VmHWM, proc(5)). */
public final class PeakMemory {

  private static final String LINE = "VmHWM:";
  private static final long KIB = 1024;

  private PeakMemory() {}

  /** Of this process, in bytes; 0 where the system does not tell. */
  public static long bytes() {
    return bytes("self");
  }

  /** Of another process, in bytes; 0 where there is none of that number, or it has ended. */
  public static long bytes(String process) {
    try {
      return Files.readAllLines(Path.of("/proc", process, "status"), US_ASCII).stream()
          .filter(line -> line.startsWith(LINE))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * KIB)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }
}
