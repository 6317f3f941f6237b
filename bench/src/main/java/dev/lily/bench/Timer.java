package dev.lily.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;

/** How long something takes in this process, and what it leaves. */
final class Timer {
  static final int COLLECTIONS = 4;

  private Timer() {}

  /** A step that may read or write files. */
  interface Step {
    void run() throws IOException;
  }

  static double millis(Step step) {
    return nanos(step) / 1e6;
  }

  static long nanos(Step step) {
    long begin = System.nanoTime();
    try {
      step.run();
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
    return System.nanoTime() - begin;
  }

  /** Bytes in use; only every fourth collection of the serial collector leaves nothing behind. */
  static long heap() {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    for (int i = 0; i < COLLECTIONS; i++) {
      memory.gc();
    }
    return memory.getHeapMemoryUsage().getUsed();
  }

  static double rounded(double value) {
    return Math.round(value * 1e3) / 1e3;
  }
}
