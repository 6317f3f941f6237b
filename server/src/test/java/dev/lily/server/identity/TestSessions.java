package dev.lily.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TestSessions {
  private static final User ANN = user("ann");

  private final Hands clock = new Hands();
  private final Sessions sessions =
      new Sessions(new SecureRandom(), Duration.ofHours(1), Duration.ofHours(3), clock);

  @Test
  void aSessionIsKnownByItsTokenUntilItIsEnded() {
    String token = sessions.begin(ANN);

    assertThat(sessions.find(token)).map(Sessions.Session::user).contains("ann");
    assertThat(sessions.find(token + "x")).isEmpty();
    sessions.end(token);
    assertThat(sessions.find(token)).isEmpty();
    assertThat(sessions.count()).isZero();
  }

  @Test
  void whatNobodyUsesEnds() {
    String token = sessions.begin(ANN);
    clock.pass(Duration.ofMinutes(59));
    assertThat(sessions.find(token)).isPresent();
    clock.pass(Duration.ofMinutes(59));
    assertThat(sessions.find(token)).isPresent();
    clock.pass(Duration.ofMinutes(60));
    assertThat(sessions.count()).isZero();
    assertThat(sessions.find(token)).isEmpty();
  }

  @Test
  void useDoesNotKeepASessionForEver() {
    String token = sessions.begin(ANN);
    for (int part = 0; part < 5; part++) {
      clock.pass(Duration.ofMinutes(30));
      assertThat(sessions.find(token)).isPresent();
    }
    clock.pass(Duration.ofMinutes(30));
    assertThat(sessions.find(token)).isEmpty();
  }

  @Test
  void aUserHasSoManyAtMostAndTakesNobodyElsesPlace() {
    String ofBob = sessions.begin(user("bob"));
    List<String> tokens =
        IntStream.rangeClosed(0, Sessions.MOST_OF_ONE_USER)
            .mapToObj(
                number -> {
                  clock.pass(Duration.ofSeconds(1));
                  return sessions.begin(ANN);
                })
            .toList();

    assertThat(sessions.find(tokens.get(0))).isEmpty();
    assertThat(tokens.subList(1, tokens.size()))
        .allSatisfy(token -> assertThat(sessions.find(token)).isPresent());
    assertThat(sessions.find(ofBob)).isPresent();
    assertThat(sessions.count()).isEqualTo(Sessions.MOST_OF_ONE_USER + 1);
  }

  private static User user(String name) {
    return new User(name, "hash", Set.of(), Map.of("default", Set.of("reader")));
  }

  /** A clock that is moved by hand. */
  private static final class Hands extends Clock {
    private Instant now = Instant.parse("2026-01-01T12:00:00Z");

    void pass(Duration time) {
      now = now.plus(time);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
