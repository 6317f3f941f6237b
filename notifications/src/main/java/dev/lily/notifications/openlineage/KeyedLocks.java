package dev.lily.notifications.openlineage;

import java.util.Arrays;
import java.util.Collection;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Lets one at a time work on a key; keys share a fixed number of locks. */
final class KeyedLocks {
  private final Lock[] locks;

  KeyedLocks(int count) {
    locks = new Lock[count];
    Arrays.setAll(locks, index -> new ReentrantLock());
  }

  /**
   * Works while it holds all the keys; always taken in one order, so that nobody waits for ever.
   */
  <T> T with(Collection<?> keys, Supplier<T> work) {
    int[] needed =
        keys.stream()
            .mapToInt(key -> Math.floorMod(key.hashCode(), locks.length))
            .sorted()
            .distinct()
            .toArray();
    for (int index : needed) {
      locks[index].lock();
    }
    try {
      return work.get();
    } finally {
      for (int index : needed) {
        locks[index].unlock();
      }
    }
  }
}
