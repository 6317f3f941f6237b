package dev.lily.graph.asset;

import java.util.Optional;

/**
 * A classification that does not pass a relationship: the one of this origin, or every one of this
 * name.
 *
 * @param origin the asset that it was put on; empty for all of the name
 */
public record BlockedClassification(String typeName, Optional<Guid> origin) {

  /**
   * Reads what {@link #text} wrote.
   *
   * @throws IllegalArgumentException where what follows an {@code @} is no guid
   */
  public static BlockedClassification parse(String text) {
    int at = text.indexOf('@');
    if (at < 0) {
      return new BlockedClassification(text, Optional.empty());
    }
    Guid origin =
        Guid.parse(text.substring(at + 1))
            .orElseThrow(() -> new IllegalArgumentException("no blocked classification: " + text));
    return new BlockedClassification(text.substring(0, at), Optional.of(origin));
  }

  /** The text that blocks the one of this origin. */
  public static String text(String typeName, Guid origin) {
    return typeName + '@' + origin;
  }

  /** {@code NAME}, or {@code NAME@origin guid}. */
  public String text() {
    return origin.map(guid -> text(typeName, guid)).orElse(typeName);
  }
}
