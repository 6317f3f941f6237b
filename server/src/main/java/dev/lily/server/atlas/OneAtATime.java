package dev.lily.server.atlas;

import dev.lily.graph.asset.Guid;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Lets one request at a time read an asset, change what it read, and write that. */
final class OneAtATime {
  private static final int LOCKS = 256;

  private final ReentrantLock[] locks =
      Stream.generate(ReentrantLock::new).limit(LOCKS).toArray(ReentrantLock[]::new);

  <T> T on(Guid asset, Supplier<T> work) {
    ReentrantLock lock = locks[Math.floorMod(asset.hashCode(), LOCKS)];
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }
}
