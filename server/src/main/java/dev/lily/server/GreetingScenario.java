package dev.lily.server;

import dev.lily.server.cli.DemoScenario;
import dev.lily.server.cli.DemoStage;
import java.util.Map;

/** Shows that the server answers: who is ready, and who may not look. */
final class GreetingScenario implements DemoScenario {
  @Override
  public boolean run(DemoStage stage) throws Exception {
    boolean ready = stage.client().get("/api/lily/v1/health/ready").status() == 200;
    boolean known = stage.client().get("/api/lily/v1/me").status() == 200;
    boolean closed = stage.stranger().get("/api/lily/v1/me").status() == 401;
    Map.of("ready", ready, "admin is known", known, "a stranger is refused", closed)
        .forEach((what, held) -> stage.say(what, held ? "yes" : "NO"));
    return ready && known && closed;
  }
}
