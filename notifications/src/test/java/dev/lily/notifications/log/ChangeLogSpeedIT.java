package dev.lily.notifications.log;

import static org.awaitility.Awaitility.await;

import com.sun.management.OperatingSystemMXBean;
import dev.lily.graph.change.Outbox;
import dev.lily.notifications.broker.BrokerSettings;
import dev.lily.notifications.broker.EmbeddedBroker;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Prints how fast the change log is; run with {@code -Dlily.measure=true}. */
@EnabledIfSystemProperty(named = "lily.measure", matches = "true")
final class ChangeLogSpeedIT {
  private static final int BULK = 100_000;
  private static final int SINGLE = 3_000;
  private static final int PER_SECOND = 200;

  @TempDir private Path folder;
  private final MemoryOutbox outbox = new MemoryOutbox();
  private final long[] committed = new long[BULK * 2 + SINGLE + 1];
  private final long[] seen = new long[BULK * 2 + SINGLE + 1];
  private final AtomicLong received = new AtomicLong();

  @Test
  void measure() {
    try (EmbeddedBroker broker = EmbeddedBroker.start(new BrokerSettings(folder, 0))) {
      Topics.create(broker.connection(), Topics.ofCatalog(4, (short) 1, Duration.ofDays(7)));
      ConsumerSettings settings = new ConsumerSettings("speed", Optional.empty());
      try (DeadLetters deadLetters = new DeadLetters(broker.connection(), Topics.DEAD_LETTERS);
          ChangeLogRelay relay = new ChangeLogRelay(outbox, broker.connection(), Topics.CHANGES);
          ChangeLogConsumer consumer =
              new ChangeLogConsumer(
                  broker.connection(), Topics.CHANGES, settings, this::receive, deadLetters)) {
        relay.start();
        consumer.start();
        bulk("cold", 1);
        bulk("warm", BULK + 1);
        single(BULK * 2 + 1);
      }
    }
  }

  private void receive(List<ConsumedEvent> events) {
    long now = System.nanoTime();
    for (ConsumedEvent event : events) {
      seen[(int) event.event().position()] = now;
    }
    received.addAndGet(events.size());
  }

  /** Entries of a thousand messages, as a bulk load makes them. */
  private void bulk(String name, int from) {
    Outbox.Message[] messages = new Outbox.Message[BULK];
    for (int index = 0; index < BULK; index++) {
      messages[index] = Events.message(from + index, "sales.orders_" + index % 500 + "@cluster");
    }
    long cpu = cpu();
    long start = System.nanoTime();
    for (int index = 0; index < BULK; index += 1_000) {
      outbox.commit(Arrays.copyOfRange(messages, index, index + 1_000));
    }
    await()
        .pollInterval(Duration.ofMillis(5))
        .atMost(Duration.ofMinutes(2))
        .until(() -> received.get() >= from - 1L + BULK);
    double seconds = (System.nanoTime() - start) / 1e9;
    print(
        "{\"bulk\":\"%s\",\"events\":%d,\"bytes\":%d,\"perSecond\":%.0f,\"cpuSeconds\":%.2f}",
        name, BULK, messages[0].value().length, BULK / seconds, (cpu() - cpu) / 1e9);
  }

  private void single(int from) {
    long next = System.nanoTime();
    long cpu = cpu();
    for (int position = from; position < from + SINGLE; position++) {
      Outbox.Message message = Events.message(position, "sales.orders_" + position % 50);
      while (System.nanoTime() < next) {
        LockSupport.parkNanos(next - System.nanoTime());
      }
      committed[position] = System.nanoTime();
      outbox.commit(message);
      next += 1_000_000_000L / PER_SECOND;
    }
    await().atMost(Duration.ofMinutes(1)).until(() -> received.get() >= from - 1L + SINGLE);
    long[] latencies = new long[SINGLE - 500];
    for (int index = 0; index < latencies.length; index++) {
      latencies[index] = seen[from + 500 + index] - committed[from + 500 + index];
    }
    Arrays.sort(latencies);
    print(
        "{\"single\":%d,\"perSecond\":%d,\"p50Ms\":%.2f,\"p99Ms\":%.2f,\"maxMs\":%.2f,\"cpuSeconds\":%.2f}",
        SINGLE,
        PER_SECOND,
        latencies[latencies.length / 2] / 1e6,
        latencies[latencies.length * 99 / 100] / 1e6,
        latencies[latencies.length - 1] / 1e6,
        (cpu() - cpu) / 1e9);
  }

  private static long cpu() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
