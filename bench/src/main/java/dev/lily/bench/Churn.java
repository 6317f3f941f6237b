package dev.lily.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lily.graph.lineage.ClassificationIndex;
import dev.lily.graph.lineage.Op;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Edges that come and go at a rate while questions are answered beside. */
final class Churn {
  private static final int PER_SECOND = 100;

  private final LineageGraph graph;
  private final ClassificationIndex index;
  private final int rate;
  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicLong changes = new AtomicLong();

  Churn(LineageGraph graph, ClassificationIndex index, int rate) {
    this.graph = graph;
    this.index = index;
    this.rate = rate;
  }

  /** Asks for so long without and with churn. */
  void measure(Operation question, Duration time, ObjectNode findings) {
    Load load = new Load(1, (int) Math.min(10_000_000, time.toSeconds() * PER_SECOND * 100), time);
    Latencies idle = load.run(question).latencies();
    IndexTrial.put(findings.putObject("idle"), idle);
    Thread writer = new Thread(this::change, "churn");
    writer.start();
    long begin = System.nanoTime();
    Latencies busy = load.run(question).latencies();
    over.set(true);
    double seconds = (System.nanoTime() - begin) / 1e9;
    join(writer);
    ObjectNode found = findings.putObject("churn");
    found.put("changesPerSecond", Math.round(changes.get() / seconds));
    IndexTrial.put(found, busy);
    found.put("slowestByIdleP99", Timer.rounded(busy.max() / idle.percentile(99)));
    found.put("p99ByIdleP99", Timer.rounded(busy.percentile(99) / idle.percentile(99)));
  }

  private static void join(Thread writer) {
    try {
      writer.join();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** In small batches, as a consumer of the change log brings them; what went comes back next. */
  private void change() {
    Random random = new Random(11);
    long begin = System.nanoTime();
    int[] edges = new int[Math.max(1, rate / PER_SECOND)];
    boolean gone = false;
    while (!over.get() || gone) {
      if (!gone) {
        Arrays.setAll(edges, any -> random.nextInt(graph.from().length));
      }
      index.apply(gone ? links(edges) : cuts(edges));
      gone = !gone;
      long due = begin + changes.addAndGet(edges.length) * 1_000_000_000L / rate;
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
    }
  }

  private List<Op> cuts(int[] edges) {
    return Arrays.stream(edges)
        .mapToObj(edge -> graph.cut(graph.from()[edge], graph.to()[edge]))
        .toList();
  }

  private List<Op> links(int[] edges) {
    return Arrays.stream(edges).mapToObj(graph::link).toList();
  }
}
