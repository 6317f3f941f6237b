package dev.lily.server.atlas;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Room in memory for large requests, which are many times their bytes while they are read, checked
 * and written: as many at a time as fit, the others wait as bytes. Small requests never wait here.
 */
final class BulkRoom {
  private static final int SMALL_BYTES = 512 << 10;
  private static final int ROOM_KILOBYTES = 6 << 10;

  private final Semaphore room = new Semaphore(ROOM_KILOBYTES, true);

  /** Does the work of a request with a body of so many bytes when there is room for it. */
  <T> T use(int bytes, Supplier<T> work) {
    if (bytes <= SMALL_BYTES) {
      return work.get();
    }
    int kilobytes = Math.min(bytes >> 10, ROOM_KILOBYTES);
    room.acquireUninterruptibly(kilobytes);
    try {
      return work.get();
    } finally {
      room.release(kilobytes);
    }
  }
}
