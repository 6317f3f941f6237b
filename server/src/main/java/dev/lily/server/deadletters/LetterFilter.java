package dev.lily.server.deadletters;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.notifications.log.KeptLetter;
import dev.lily.notifications.log.LetterState.Status;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which letters are meant.
 *
 * @param reason words of the reason, in any case
 * @param since the first instant, included
 * @param until the last instant, excluded
 * @param states empty for any
 */
record LetterFilter(
    Optional<String> source,
    Optional<String> reason,
    Optional<Instant> since,
    Optional<Instant> until,
    Set<Status> states) {

  /** What can be fed in again without being asked twice. */
  static final Set<Status> OPEN = Set.of(Status.WAITING, Status.REFUSED);

  LetterFilter {
    states = Set.copyOf(states);
  }

  boolean matches(KeptLetter letter) {
    return source.filter(wanted -> !wanted.equals(letter.source())).isEmpty()
        && reason.filter(words -> !lower(letter.reason()).contains(lower(words))).isEmpty()
        && since.filter(letter.time()::isBefore).isEmpty()
        && until.filter(end -> !letter.time().isBefore(end)).isEmpty()
        && (states.isEmpty() || states.contains(letter.state().status()));
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  /** An instant; a BAD_REQUEST names the field that is none. */
  static Optional<Instant> time(String name, @Nullable String text) {
    if (text == null || text.isBlank()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Instant.parse(text.strip()));
    } catch (DateTimeException e) {
      throw new CatalogException(
          ErrorCode.BAD_REQUEST,
          "%s must be a time like 2026-01-31T12:00:00Z, not '%s'".formatted(name, text),
          e);
    }
  }

  /** One state; a BAD_REQUEST names those that exist. */
  static Status state(String text) {
    return Arrays.stream(Status.values())
        .filter(status -> status.name().equalsIgnoreCase(text.strip()))
        .findFirst()
        .orElseThrow(
            () ->
                new CatalogException(
                    ErrorCode.BAD_REQUEST,
                    "state '%s' does not exist; there are %s"
                        .formatted(text, Arrays.toString(Status.values()))));
  }
}
