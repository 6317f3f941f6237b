package dev.lily.server.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lily.server.cli.DemoScenario;
import dev.lily.server.cli.DemoStage;
import dev.lily.server.engines.MissingEngineException;
import dev.lily.server.engines.TrinoAccess;
import dev.lily.server.engines.TrinoClient;
import dev.lily.server.engines.TrinoInstallation;
import dev.lily.server.engines.TrinoServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The shop's tables in a real Trino, whose Ranger plug-in downloads from Lily. */
public final class TrinoDemo implements DemoScenario {
  private static final String USER = "trino-plugin";
  private static final List<String> TABLES =
      List.of(
          "CREATE SCHEMA shop.marts",
          "CREATE TABLE shop.marts.customer_360"
              + " (customer_id bigint, email varchar, lifetime_value double)",
          "INSERT INTO shop.marts.customer_360 VALUES (1, 'ann@example.de', 120.5),"
              + " (2, 'bea@example.us', 80)");
  private static final String QUERY =
      "SELECT customer_id, email, lifetime_value FROM shop.marts.customer_360 ORDER BY 1";

  private final Map<String, String> environment;

  public TrinoDemo(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  @Override
  public boolean run(DemoStage stage) throws Exception {
    stage.title("The same in a real Trino " + TrinoInstallation.VERSION);
    TrinoInstallation installation;
    try {
      installation = TrinoInstallation.find(environment);
    } catch (MissingEngineException missing) {
      stage.verdict(String.valueOf(missing.getMessage()), false);
      return false;
    }
    BeforeAndAfter.people(stage);
    TrinoAccess access = access(stage);
    Path folder = Scratch.folder(stage, "lily-trino-");
    stage.say("starting", "about 10 s; its log is " + folder.resolve("trino.log"));
    long begin = System.nanoTime();
    TrinoServer trino = TrinoServer.start(installation, folder, access, List.of("shop"));
    stage.keep(trino);
    stage.say("ready in", (System.nanoTime() - begin) / 1_000_000 + " ms: " + trino.url());
    stage.say(
        "masked by", "its Ranger plug-in, which fetches policies and tags from Lily (not by OPA)");
    TrinoClient client = new TrinoClient(trino.url());
    for (String statement : TABLES) {
      client.query("olga", statement);
    }
    return new BeforeAndAfter(stage, client::query, QUERY).run();
  }

  /** Trino gets a user of its own. */
  private static TrinoAccess access(DemoStage stage) throws IOException {
    String password = UUID.randomUUID().toString();
    byte[] user =
        new ObjectMapper()
            .writeValueAsBytes(
                Map.of("password", password, "roles", Map.of("default", List.of("engine"))));
    stage.client().put("/api/lily/v1/users/" + USER, user);
    return new TrinoAccess.Ranger(stage.url(), USER, password);
  }
}
