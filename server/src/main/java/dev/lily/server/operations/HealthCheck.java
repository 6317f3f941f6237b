package dev.lily.server.operations;

import java.util.Optional;

/** A part of the process that can tell whether it works. */
@FunctionalInterface
public interface HealthCheck {

  /** What is wrong, in words for an operator; empty when all is well. Answers at once. */
  Optional<String> trouble();

  /** What an operator may want to know of a part that works. Answers at once. */
  default Optional<String> remark() {
    return Optional.empty();
  }
}
