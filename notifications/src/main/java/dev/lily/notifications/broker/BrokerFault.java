package dev.lily.notifications.broker;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;

/** Makes the refusals of the embedded broker; each message says what to do. */
final class BrokerFault {
  private static final String PREFIX = "embedded Kafka: ";

  private BrokerFault() {}

  static CatalogException of(String message) {
    return new CatalogException(ErrorCode.UNAVAILABLE, PREFIX + message);
  }

  static CatalogException of(String message, Throwable cause) {
    return new CatalogException(ErrorCode.UNAVAILABLE, PREFIX + message, cause);
  }
}
