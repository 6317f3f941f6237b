package dev.lily.server.activity;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.activity.Activity;
import dev.lily.graph.change.ChangeEvent.Kind;
import java.util.Arrays;
import java.util.Locale;

/** What somebody may want to see of a history. */
enum ActivityKind {
  /** That it was made or deleted. */
  LIFE,
  ATTRIBUTES,
  /** Classifications that somebody put on it, changed, or took away. */
  CLASSIFICATIONS,
  /** Classifications that came from, or went with, other assets. */
  PROPAGATED,
  RELATIONSHIPS;

  static ActivityKind read(String text) {
    return Arrays.stream(values())
        .filter(kind -> kind.text().equals(text.strip()))
        .findFirst()
        .orElseThrow(
            () ->
                new CatalogException(
                    ErrorCode.BAD_REQUEST,
                    "kind '%s' is none of %s"
                        .formatted(
                            text, Arrays.stream(values()).map(ActivityKind::text).toList())));
  }

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  boolean isIn(Activity one) {
    return switch (this) {
      case LIFE -> one.kind() != Kind.UPDATED;
      case ATTRIBUTES -> !one.attributes().isEmpty();
      case CLASSIFICATIONS -> !one.classifications().isEmpty() && !one.mark().isPropagated();
      case PROPAGATED -> !one.classifications().isEmpty() && one.mark().isPropagated();
      case RELATIONSHIPS -> !one.relationships().isEmpty();
    };
  }
}
