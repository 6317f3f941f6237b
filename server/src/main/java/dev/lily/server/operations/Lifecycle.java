package dev.lily.server.operations;

import dev.lily.graph.CatalogException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the parts of the process in order and closes them in reverse. A part that does not close
 * in its share of the time is left behind, so that a stop always ends.
 */
public final class Lifecycle implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Lifecycle.class);

  private final Deque<Part> parts = new ArrayDeque<>();
  private final StartListener listener;
  private final Duration stopTimeout;

  public Lifecycle(StartListener listener, Duration stopTimeout) {
    this.listener = listener;
    this.stopTimeout = stopTimeout;
  }

  /**
   * Starts a part and keeps it until the end.
   *
   * @param name as an operator calls it
   * @throws StartException what the part cannot start for, in words
   */
  public synchronized <T> T start(String name, Callable<T> opener) {
    listener.starting(name);
    long begin = System.nanoTime();
    T part = opened(name, opener);
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    parts.push(new Part(name, part, took));
    LOG.info("{} started in {} ms", name, took.toMillis());
    listener.started(name, took);
    return part;
  }

  /** The parts in the order of their start, each asked how it is. */
  public synchronized List<ComponentHealth> health() {
    List<ComponentHealth> health = new ArrayList<>();
    parts.descendingIterator().forEachRemaining(part -> health.add(part.health()));
    return health;
  }

  /** Closes what was started, last first. Does nothing the second time. */
  @Override
  public synchronized void close() {
    long deadline = System.nanoTime() + stopTimeout.toNanos();
    while (!parts.isEmpty()) {
      stop(parts.pop(), deadline);
    }
  }

  private static <T> T opened(String name, Callable<T> opener) {
    try {
      return opener.call();
    } catch (StartException e) {
      throw e;
    } catch (Exception | LinkageError e) {
      // The console shows the sentence; only the log file has room for the cause.
      LOG.error("{} did not start", name, e);
      String reason = e instanceof CatalogException ? e.getMessage() : e.toString();
      throw new StartException(ExitCode.FAILED, name + " did not start: " + reason, e);
    }
  }

  private void stop(Part part, long deadline) {
    if (!(part.value() instanceof AutoCloseable closeable)) {
      return;
    }
    LOG.info("{} is closing", part.name());
    long begin = System.nanoTime();
    FutureTask<Boolean> closing =
        new FutureTask<>(
            () -> {
              closeable.close();
              return true;
            });
    Thread thread = new Thread(closing, "close " + part.name());
    thread.setDaemon(true);
    thread.start();
    try {
      closing.get(Math.max(1, deadline - begin), TimeUnit.NANOSECONDS);
      Duration took = Duration.ofNanos(System.nanoTime() - begin);
      LOG.info("{} closed in {} ms", part.name(), took.toMillis());
      listener.stopped(part.name(), took);
    } catch (TimeoutException e) {
      listener.stopFailed(part.name(), "still closing after " + stopTimeout.toSeconds() + " s");
    } catch (ExecutionException e) {
      listener.stopFailed(part.name(), String.valueOf(e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      listener.stopFailed(part.name(), "interrupted");
    }
  }

  private record Part(String name, Object value, Duration took) {
    ComponentHealth health() {
      String started = "started in " + took.toMillis() + " ms";
      return value instanceof HealthCheck check
          ? check
              .trouble()
              .map(trouble -> new ComponentHealth(name, false, trouble))
              .orElseGet(() -> new ComponentHealth(name, true, check.remark().orElse(started)))
          : new ComponentHealth(name, true, started);
    }
  }
}
