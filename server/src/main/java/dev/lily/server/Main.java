package dev.lily.server;

import dev.lily.server.cli.DemoScenarios;
import dev.lily.server.cli.Lily;
import dev.lily.server.cli.Surroundings;
import dev.lily.server.demo.PostgresDemo;
import dev.lily.server.demo.ShopDemo;
import dev.lily.server.demo.TrinoDemo;
import java.nio.file.Path;
import java.util.Map;

/** Where the process begins. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    Map<String, String> environment = System.getenv();
    Path home = Path.of(environment.getOrDefault("LILY_HOME", "")).toAbsolutePath().normalize();
    Surroundings here = new Surroundings(home, environment, Version.current());
    DemoScenarios demo =
        new DemoScenarios(new ShopDemo(), new TrinoDemo(environment), new PostgresDemo());
    System.exit(Lily.commandLine(here, Server::start, demo).execute(arguments));
  }
}
