package dev.lily.notifications.broker;

import java.util.Optional;
import org.apache.kafka.common.utils.Exit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps Kafka from ending this process. On a fault that it cannot go on with, such as a full disk,
 * Kafka halts its JVM, which here is the catalog's; instead the fault is remembered and the thread
 * that met it ends. Kafka has one such hook for all brokers of a process; the newest broker has it.
 */
final class KafkaFailure implements Exit.Procedure {
  private volatile String reason = "";

  static KafkaFailure intercept() {
    KafkaFailure failure = new KafkaFailure();
    Exit.setHaltProcedure(failure);
    Exit.setExitProcedure(failure);
    return failure;
  }

  @Override
  public void execute(int status, @Nullable String message) {
    String where = "Kafka gave up in its thread " + Thread.currentThread().getName();
    reason = message == null ? where : where + ": " + message;
    throw new IllegalStateException(reason);
  }

  /** Why Kafka gave up, if it did. */
  Optional<String> reason() {
    return Optional.of(reason).filter(text -> !text.isEmpty());
  }
}
