package dev.lily.server;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lily.graph.Principal;
import dev.lily.graph.RequestContext;
import dev.lily.graph.TenantId;
import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.ClassificationUpdate;
import dev.lily.graph.asset.ClassificationUpdate.Operation;
import dev.lily.graph.store.GraphCatalog;
import dev.lily.graph.type.TypesDefCodec;
import dev.lily.notifications.openlineage.OpenLineageNames;
import dev.lily.server.cli.DemoScenarios;
import dev.lily.server.cli.Lily;
import dev.lily.server.cli.Surroundings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The server in its own process, with a second door: lines {@code number command argument} on
 * standard input are answered by {@code @ number ok|failed text} on standard output.
 */
public final class CrashChild {
  static final String TAG = "CRASH_PII";
  private static final RequestContext CONTEXT =
      new RequestContext(
          TenantId.DEFAULT,
          new Principal("stella", Set.of(), Set.of()),
          Clock.systemUTC(),
          "crash-test");

  private final Server server;
  private final PrintStream out;
  private final ObjectMapper json = new ObjectMapper();

  private CrashChild(Server server, PrintStream out) {
    this.server = server;
    this.out = out;
  }

  public static void main(String[] arguments) {
    Surroundings here = new Surroundings(Path.of("").toAbsolutePath(), Map.of(), Version.current());
    System.exit(
        Lily.commandLine(
                here,
                (settings, data, listener) -> {
                  Server server = Server.start(settings, data, listener);
                  new Thread(new CrashChild(server, System.out)::listen, "second door").start();
                  return server;
                },
                DemoScenarios.always(stage -> true))
            .execute(arguments));
  }

  private void listen() {
    ExecutorService workers = Executors.newFixedThreadPool(8);
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    lines.lines().forEach(line -> workers.execute(() -> answer(line)));
    workers.shutdown();
  }

  private void answer(String line) {
    String[] parts = line.split(" ", 3);
    String answer;
    try {
      answer = "ok " + run(parts[1], parts[2]);
    } catch (IOException | RuntimeException fault) {
      answer = "failed " + fault;
    }
    out.println("@ " + parts[0] + " " + answer.replace('\n', ';'));
    out.flush();
  }

  private String run(String command, String argument) throws IOException {
    return switch (command) {
      case "define" -> define(argument);
      case "tag" -> classify(argument, Operation.ADD);
      case "untag" -> classify(argument, Operation.REMOVE);
      case "tagged" -> String.valueOf(isTagged(argument));
      case "check" ->
          new CrashCheck(
                  server.inside(),
                  json.readValue(Path.of(argument).toFile(), CrashLedger.Snapshot.class))
              .run();
      default -> throw new IllegalArgumentException(command);
    };
  }

  private String define(String name) {
    String types = "{\"classificationDefs\":[{\"name\":\"%s\"}]}".formatted(name);
    server
        .inside()
        .catalog()
        .types()
        .create(CONTEXT, TypesDefCodec.decode(types.getBytes(StandardCharsets.UTF_8)));
    return name;
  }

  private String classify(String column, Operation operation) {
    GraphCatalog catalog = server.inside().catalog();
    Asset asset = column(column);
    Classification tag = new Classification(TAG, asset.guid());
    return String.valueOf(
        catalog
            .classify(
                CONTEXT, List.of(new ClassificationUpdate(asset.guid(), operation, List.of(tag))))
            .position());
  }

  private boolean isTagged(String column) {
    return column(column).classifications().stream().anyMatch(one -> one.typeName().equals(TAG));
  }

  private Asset column(String name) {
    AssetKey key = new AssetKey(OpenLineageNames.COLUMN, name);
    return server.inside().catalog().find(CONTEXT, key).orElseThrow();
  }
}
