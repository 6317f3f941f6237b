package dev.lily.server.atlas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TestBulkRoom {
  private static final int LARGE = 8 << 20;

  private final BulkRoom room = new BulkRoom();

  @Test
  void largeRequestsTakeTurnsAndSmallOnesPass() throws InterruptedException {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    AtomicInteger together = new AtomicInteger();
    CompletableFuture<Integer> first =
        CompletableFuture.supplyAsync(
            () ->
                room.use(
                    LARGE,
                    () -> {
                      int number = together.incrementAndGet();
                      inside.countDown();
                      awaitQuietly(leave);
                      together.decrementAndGet();
                      return number;
                    }));
    inside.await();
    CompletableFuture<Integer> second =
        CompletableFuture.supplyAsync(() -> room.use(LARGE, together::incrementAndGet));

    assertThat(room.<String>use(1_000, () -> "small")).isEqualTo("small");
    leave.countDown();
    assertThat(first.join()).isEqualTo(1);
    assertThat(second.join()).isEqualTo(1);
  }

  @Test
  void aRequestLargerThanTheRoomHasItAlone() {
    assertThat(room.<String>use(Integer.MAX_VALUE, () -> "huge")).isEqualTo("huge");
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }
}
