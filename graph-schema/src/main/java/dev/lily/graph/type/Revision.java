package dev.lily.graph.type;

import java.util.UUID;
import java.util.function.Supplier;

/**
 * Who changes types and when.
 *
 * @param time epoch milliseconds
 * @param guids makes the guid of each new definition
 */
public record Revision(String actor, long time, Supplier<String> guids) {

  /** A revision whose new definitions get random guids. */
  public Revision(String actor, long time) {
    this(actor, time, () -> UUID.randomUUID().toString());
  }
}
