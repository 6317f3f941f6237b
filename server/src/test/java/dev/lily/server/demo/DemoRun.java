package dev.lily.server.demo;

import dev.lily.server.Server;
import dev.lily.server.cli.DemoScenarios;
import dev.lily.server.cli.Lily;
import dev.lily.server.cli.Surroundings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;

/**
 * The demo with a real engine, as the command runs it.
 *
 * @param status 0 only if every step held
 */
public record DemoRun(int status, String output) {

  public static DemoRun of(Path home, String option) {
    StringWriter output = new StringWriter();
    PrintWriter writer = new PrintWriter(output, true);
    int status =
        Lily.commandLine(
                new Surroundings(home, Map.of(), "test"),
                Server::start,
                new DemoScenarios(
                    new ShopDemo(), new TrinoDemo(System.getenv()), new PostgresDemo()))
            .setOut(writer)
            .setErr(writer)
            .execute(
                "demo", "--exit", option, "--set=lily.server.port=0", "--set=lily.kafka.port=0");
    return new DemoRun(status, output.toString());
  }
}
