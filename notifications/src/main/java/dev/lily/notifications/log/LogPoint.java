package dev.lily.notifications.log;

import java.util.Map;

/**
 * A place in the change log.
 *
 * @param position up to where all changes lie before it
 * @param offsets by partition, at or before the first change after the position
 */
public record LogPoint(long position, Map<Integer, Long> offsets) {
  public LogPoint {
    offsets = Map.copyOf(offsets);
  }
}
