package dev.lily.notifications.propagation;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** How many assets per second were written lately, older ones counting less. */
final class Throughput {
  private static final double MEMORY = TimeUnit.SECONDS.toNanos(10);

  private double assets;
  private double nanos;

  void add(int count, long time) {
    double kept = Math.exp(-time / MEMORY);
    assets = assets * kept + count;
    nanos = nanos * kept + time;
  }

  /** 0 before the first. */
  double perSecond() {
    return nanos == 0 ? 0 : assets / nanos * TimeUnit.SECONDS.toNanos(1);
  }

  /** When so many will be written; absent if there are none or the rate is not known. */
  Optional<Instant> eta(Instant now, long count) {
    double rate = perSecond();
    return count == 0 || rate <= 0
        ? Optional.empty()
        : Optional.of(now.plusMillis(Math.round(count / rate * 1000)));
  }
}
