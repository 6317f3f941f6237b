package dev.lily.bench;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;

/**
 * A closed loop: each connection makes the next call as soon as its last one was answered.
 *
 * @param connections calls in flight at once
 * @param calls how many at most
 * @param limit no call begins later than this
 */
record Load(int connections, int calls, Duration limit) {
  private static final long NOT_DONE = -1;

  Sample run(Operation operation) {
    return new Running(this, operation).run();
  }

  private static final class Running {
    private final Load load;
    private final Operation operation;
    private final long[] latencies;
    private final long[] ends;
    private final AtomicInteger next = new AtomicInteger();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final long start = System.nanoTime();

    Running(Load load, Operation operation) {
      this.load = load;
      this.operation = operation;
      latencies = new long[load.calls];
      ends = new long[load.calls];
      Arrays.fill(latencies, NOT_DONE);
      Arrays.fill(ends, NOT_DONE);
    }

    Sample run() {
      ExecutorService connections = Executors.newFixedThreadPool(load.connections);
      try {
        Callable<Void> loop = this::loop;
        for (Future<Void> end :
            connections.invokeAll(Collections.nCopies(load.connections, loop))) {
          end.get();
        }
      } catch (InterruptedException | ExecutionException fault) {
        throw new BenchException("the load broke off: " + fault.getMessage(), fault);
      } finally {
        connections.shutdownNow();
      }
      return sample(System.nanoTime() - start);
    }

    private Void loop() {
      int index = next.getAndIncrement();
      while (index < load.calls && System.nanoTime() - start < load.limit.toNanos()) {
        call(index);
        index = next.getAndIncrement();
      }
      return null;
    }

    private void call(int index) {
      try {
        Runnable call = operation.prepare(index);
        long begin = System.nanoTime();
        call.run();
        long end = System.nanoTime();
        latencies[index] = end - begin;
        ends[index] = end - start;
      } catch (BenchException failure) {
        failures.add(String.valueOf(failure.getMessage()));
      }
    }

    private Sample sample(long nanos) {
      long[] ascending = done(ends);
      Arrays.sort(ascending);
      return new Sample(
          new Latencies(done(latencies)),
          ascending,
          nanos,
          failures.size(),
          failures.stream().findFirst());
    }

    private static long[] done(long[] values) {
      return LongStream.of(values).filter(value -> value != NOT_DONE).toArray();
    }
  }
}
