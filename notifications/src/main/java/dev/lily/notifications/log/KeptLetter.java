package dev.lily.notifications.log;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A dead letter as the topic has it, without its content.
 *
 * @param place where it is in the topic, like {@code 0-17}; never given to another letter
 * @param size of its content in bytes
 * @param details further headers by name
 */
public record KeptLetter(
    Place place,
    Instant time,
    int size,
    String reason,
    String source,
    String requestId,
    Map<String, String> details,
    LetterState state) {

  /** The header that says whose a letter is. */
  public static final String TENANT = "tenant";

  public KeptLetter {
    details = Map.copyOf(details);
  }

  /** A partition of the topic and an offset in it. */
  public record Place(int partition, long offset) {
    @Override
    public String toString() {
      return partition + "-" + offset;
    }
  }

  public String id() {
    return place.toString();
  }

  /** Whose it is; absent where its sender could not be told, or by a version that did not say. */
  public Optional<String> tenant() {
    return Optional.ofNullable(details.get(TENANT));
  }

  KeptLetter with(LetterState next) {
    return new KeptLetter(place, time, size, reason, source, requestId, details, next);
  }
}
