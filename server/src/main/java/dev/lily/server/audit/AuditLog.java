package dev.lily.server.audit;

import dev.lily.graph.TenantId;
import dev.lily.policy.audit.AuditEvent;
import dev.lily.policy.audit.AuditTrail;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes decisions into a bounded queue, from which a thread writes them. Who decides never waits:
 * what does not fit is dropped and counted.
 */
public final class AuditLog implements AuditTrail, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);
  private static final int BATCH = 500;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final BlockingQueue<AuditEvent> waiting;
  private final int percent;
  private final List<AuditDestination> destinations;
  private final AtomicLong written = new AtomicLong();
  private final AtomicLong dropped = new AtomicLong();
  private final Thread writer = new Thread(this::write, "audit-writer");
  private volatile boolean closed;

  /**
   * A log that takes events at once and writes them from {@link #start} on.
   *
   * @param percent of the questions that are kept; denials always are
   * @param queue how many events may wait
   */
  public AuditLog(int percent, int queue, List<AuditDestination> destinations) {
    this.percent = percent;
    this.waiting = new ArrayBlockingQueue<>(queue);
    this.destinations = List.copyOf(destinations);
    writer.setDaemon(true);
  }

  public void start() {
    writer.start();
  }

  @Override
  public boolean wants(boolean denied) {
    return denied || percent >= 100 || ThreadLocalRandom.current().nextInt(100) < percent;
  }

  @Override
  public void add(AuditEvent event) {
    if (closed || !waiting.offer(event)) {
      dropped.incrementAndGet();
    }
  }

  /** How many were written since the start. */
  public long written() {
    return written.get();
  }

  /** How many were lost since the start: no room, or a destination that failed. */
  public long dropped() {
    return dropped.get();
  }

  public int waiting() {
    return waiting.size();
  }

  private void write() {
    List<AuditEvent> batch = new ArrayList<>();
    while (!closed || !waiting.isEmpty()) {
      batch.clear();
      try {
        AuditEvent first = waiting.poll(200, TimeUnit.MILLISECONDS);
        if (first != null) {
          batch.add(first);
          waiting.drainTo(batch, BATCH - 1);
          write(batch);
        }
      } catch (InterruptedException stopped) {
        return;
      } catch (IOException | RuntimeException fault) {
        dropped.addAndGet(batch.size());
        LOG.warn("{} decisions are not in the audit: {}", batch.size(), fault.toString());
      }
    }
  }

  private void write(List<AuditEvent> batch) throws IOException {
    Map<TenantId, List<byte[]>> byTenant = new LinkedHashMap<>();
    for (AuditEvent event : batch) {
      byTenant.computeIfAbsent(event.tenant(), t -> new ArrayList<>()).add(AuditJson.write(event));
    }
    for (AuditDestination destination : destinations) {
      for (Map.Entry<TenantId, List<byte[]>> one : byTenant.entrySet()) {
        destination.write(one.getKey(), one.getValue());
      }
    }
    written.addAndGet(batch.size());
  }

  /** Writes what waits, for at most some seconds. */
  @Override
  public void close() {
    closed = true;
    try {
      writer.join(PATIENCE.toMillis());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    destinations.forEach(AuditDestination::close);
  }
}
