package dev.lily.graph.lineage;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.Locale;

/** Prints how long something took and what it left on the heap. */
public final class Stopwatch {
  private Stopwatch() {}

  public static double millis(String what, Runnable work) {
    long start = System.nanoTime();
    work.run();
    double millis = (System.nanoTime() - start) / 1e6;
    print(what, millis, "ms");
    return millis;
  }

  public static void print(String what, double value, String unit) {
    System.out.println(String.format(Locale.ROOT, "%-60s %,14.2f %s", what, value, unit));
  }

  /** Bytes in use after a collection. */
  public static long heap() {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    memory.gc();
    return memory.getHeapMemoryUsage().getUsed();
  }
}
