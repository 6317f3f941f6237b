package dev.lily.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What the server process has used.
 *
 * @param residentKb now, {@code VmRSS} of {@code /proc/PID/status}
 * @param peakKb at most since its start, {@code VmHWM}
 */
record ServerUsage(Duration cpu, long residentKb, long peakKb) {

  static ServerUsage of(long pid) {
    ProcessHandle process =
        ProcessHandle.of(pid)
            .orElseThrow(() -> new BenchException("--server-pid " + pid + ": no such process"));
    List<String> status = status(pid);
    return new ServerUsage(
        Usage.cpu(process), kilobytes(status, "VmRSS"), kilobytes(status, "VmHWM"));
  }

  private static List<String> status(long pid) {
    try {
      return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"));
    } catch (IOException fault) {
      throw new BenchException("cannot read the status of process " + pid, fault);
    }
  }

  /** The value of a line like {@code VmRSS: 177324 kB}; 0 if there is none. */
  static long kilobytes(List<String> status, String field) {
    return status.stream()
        .filter(line -> line.startsWith(field + ":"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElse(0);
  }
}
