package dev.lily.server.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Makes guessing slow: after too many wrong passwords, an address has to wait for that user. */
final class LoginThrottle {
  private final int limit;
  private final Duration pause;
  private final Cache<Attempt, Integer> failures;

  LoginThrottle(int limit, Duration pause, Clock clock) {
    Ticker ticker = () -> TimeUnit.MILLISECONDS.toNanos(clock.millis());
    this.limit = limit;
    this.pause = pause;
    this.failures =
        Caffeine.newBuilder()
            .maximumSize(100_000)
            .expireAfterWrite(pause)
            .ticker(ticker)
            .executor(Runnable::run)
            .build();
  }

  void check(String address, String user) {
    Integer failed = failures.getIfPresent(new Attempt(address, user));
    if (failed != null && failed >= limit) {
      throw new CatalogException(
          ErrorCode.TOO_MANY_ATTEMPTS,
          "too many wrong passwords; wait %d s".formatted(pause.toSeconds()));
    }
  }

  void failed(String address, String user) {
    failures.asMap().merge(new Attempt(address, user), 1, Integer::sum);
  }

  private record Attempt(String address, String user) {}
}
