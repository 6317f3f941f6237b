package dev.lily.server.identity;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who is signed in by form. Kept in memory, so a restart ends every session; each user has so many
 * at most, so their number is bounded by that of the users. Used by all threads.
 */
final class Sessions {
  static final int MOST_OF_ONE_USER = 16;
  private static final int TOKEN_BYTES = 32;

  private final SecureRandom random;
  private final Duration idle;
  private final Duration life;
  private final Clock clock;

  /** By the hash of the token: what is read from memory signs nobody in. */
  private final Map<String, Session> sessions = new HashMap<>();

  Sessions(SecureRandom random, Duration idle, Duration life, Clock clock) {
    this.random = random;
    this.idle = idle;
    this.life = life;
    this.clock = clock;
  }

  /**
   * One sign-in.
   *
   * @param passwordHash that of the password that was proved: another one ends the session
   */
  record Session(String user, String passwordHash, Instant begin, Instant used) {
    private Session usedAt(Instant now) {
      return new Session(user, passwordHash, begin, now);
    }

    /** Never the hash. */
    @Override
    public String toString() {
      return "Session[" + user + " since " + begin + "]";
    }
  }

  /** Begins a session; where the user has too many, the one that was used longest ago ends. */
  synchronized String begin(User user) {
    Instant now = clock.instant();
    sessions.values().removeIf(session -> isOver(session, now));
    List<Map.Entry<String, Session>> others =
        sessions.entrySet().stream()
            .filter(entry -> entry.getValue().user().equals(user.name()))
            .sorted(Comparator.comparing(entry -> entry.getValue().used()))
            .toList();
    others
        .subList(0, Math.max(0, others.size() - MOST_OF_ONE_USER + 1))
        .forEach(entry -> sessions.remove(entry.getKey()));
    byte[] bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    sessions.put(ApiKeys.hash(token), new Session(user.name(), user.passwordHash(), now, now));
    return token;
  }

  /** The session of a token that is not over; asking counts as use. */
  synchronized Optional<Session> find(String token) {
    Instant now = clock.instant();
    return Optional.ofNullable(
        sessions.computeIfPresent(
            ApiKeys.hash(token),
            (hash, session) -> isOver(session, now) ? null : session.usedAt(now)));
  }

  synchronized void end(String token) {
    sessions.remove(ApiKeys.hash(token));
  }

  synchronized int count() {
    Instant now = clock.instant();
    return (int) sessions.values().stream().filter(session -> !isOver(session, now)).count();
  }

  /** When it ends at the latest. */
  Instant end(Session session) {
    return session.begin().plus(life);
  }

  private boolean isOver(Session session, Instant now) {
    return !now.isBefore(end(session)) || !now.isBefore(session.used().plus(idle));
  }
}
