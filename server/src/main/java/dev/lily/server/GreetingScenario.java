package dev.lily.server;

import dev.lily.server.cli.DemoScenario;
import dev.lily.server.cli.DemoStage;

/** Shows that the server answers: who is ready, and who may not look. */
final class GreetingScenario implements DemoScenario {
  @Override
  public boolean run(DemoStage stage) throws Exception {
    boolean ready = stage.client().get("/api/lily/v1/health/ready").status() == 200;
    boolean known = stage.client().get("/api/lily/v1/me").status() == 200;
    boolean closed = stage.stranger().get("/api/lily/v1/me").status() == 401;
    stage.say("ready", yes(ready));
    stage.say("admin known", yes(known));
    stage.say("stranger refused", yes(closed));
    return ready && known && closed;
  }

  private static String yes(boolean held) {
    return held ? "yes" : "NO";
  }
}
