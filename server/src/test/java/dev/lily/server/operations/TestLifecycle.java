package dev.lily.server.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class TestLifecycle {
  private final List<String> story = new ArrayList<>();

  @Test
  void partsCloseInReverse() {
    Lifecycle lifecycle = new Lifecycle(new Story(), Duration.ofSeconds(5));
    lifecycle.start("one", () -> closing("one"));
    lifecycle.start("two", () -> closing("two"));
    lifecycle.close();
    lifecycle.close();

    assertThat(story)
        .containsExactly(
            "starting one",
            "started one",
            "starting two",
            "started two",
            "close two",
            "stopped two",
            "close one",
            "stopped one");
  }

  @Test
  void aPartThatHangsIsLeftBehind() {
    CountDownLatch never = new CountDownLatch(1);
    Lifecycle lifecycle = new Lifecycle(new Story(), Duration.ofMillis(50));
    lifecycle.start("one", () -> closing("one"));
    lifecycle.start("stuck", () -> (AutoCloseable) never::await);
    lifecycle.close();
    never.countDown();

    assertThat(story).contains("failed stuck: still closing after 0 s");
  }

  @Test
  void aPartThatDoesNotStartIsNamed() {
    Lifecycle lifecycle = new Lifecycle(new Story(), Duration.ofSeconds(1));

    StartException refused =
        catchThrowableOfType(
            StartException.class,
            () ->
                lifecycle.start(
                    "graph",
                    () -> {
                      throw new IllegalStateException("no disk");
                    }));

    assertThat(refused).hasMessageContaining("graph did not start").hasMessageContaining("no disk");
  }

  @Test
  void healthIsAskedOfThePartsThatKnow() {
    Lifecycle lifecycle = new Lifecycle(new Story(), Duration.ofSeconds(1));
    lifecycle.start("well", () -> closing("well"));
    lifecycle.start("sick", () -> (HealthCheck) () -> Optional.of("broker is gone"));

    assertThat(lifecycle.health())
        .extracting(health -> health.name() + " " + health.ready())
        .containsExactly("well true", "sick false");
  }

  private AutoCloseable closing(String name) {
    return () -> story.add("close " + name);
  }

  private final class Story implements StartListener {
    @Override
    public void starting(String part) {
      story.add("starting " + part);
    }

    @Override
    public void started(String part, Duration took) {
      story.add("started " + part);
    }

    @Override
    public void stopped(String part, Duration took) {
      story.add("stopped " + part);
    }

    @Override
    public void stopFailed(String part, String why) {
      story.add("failed " + part + ": " + why);
    }
  }
}
