package dev.lily.server.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lily.graph.CatalogException;
import dev.lily.graph.gremlin.GremlinClient;
import dev.lily.server.operations.DataFolder;
import dev.lily.server.operations.ExitCode;
import dev.lily.server.operations.ServerState;
import dev.lily.server.operations.StartException;
import dev.lily.server.settings.Settings;
import dev.lily.server.settings.SettingsReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "gremlin",
    description = "Ask the running server a Gremlin query, as admin.",
    footer = {
      "",
      "One row a line; a vertex or map as JSON. For example",
      "  ./lily gremlin \"g.V().groupCount().by('typeName')\"",
      "The endpoint is on with lily.gremlin.enabled=true; docs/gremlin.md says what is in the graph."
    })
final class GremlinCommand implements Callable<Integer> {
  private final Surroundings here;
  private final ObjectMapper json = new ObjectMapper();

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private SettingsOption set = new SettingsOption();

  @Option(names = "--json", description = "All rows as one JSON array.")
  private boolean asArray;

  @Option(names = "--tenant", description = "Another tenant than the standard one.")
  private Optional<String> tenant = Optional.empty();

  @Parameters(paramLabel = "QUERY", description = "In gremlin-lang, beginning with g.")
  private String query = "";

  GremlinCommand(Surroundings here) {
    this.here = here;
  }

  @Override
  public Integer call() throws IOException {
    Settings settings = SettingsReader.read(here.sources(set.values()));
    Path data = here.dataFolder(settings);
    ServerState server = reachable(data);
    String password = AdminLogin.password(settings, data);
    try (GremlinClient client =
        GremlinClient.of(server.reachableHost(), server.gremlinPort(), "admin", password, tenant)) {
      show(client.query(query));
    } catch (CatalogException refused) {
      throw new StartException(ExitCode.FAILED, String.valueOf(refused.getMessage()), refused);
    }
    return ExitCode.OK.number();
  }

  private static ServerState reachable(Path data) {
    ServerState server =
        DataFolder.running(data)
            .filter(ServerState::ready)
            .orElseThrow(
                () ->
                    new StartException(
                        ExitCode.NOT_RUNNING, "Lily is not running; start it with ./lily start"));
    if (server.gremlinPort() == 0) {
      throw new StartException(
          ExitCode.FAILED,
          "the Gremlin endpoint is off; start Lily with --set lily.gremlin.enabled=true");
    }
    return server;
  }

  private void show(List<@Nullable Object> rows) throws JsonProcessingException {
    Screen screen = new Screen(spec.commandLine());
    if (asArray) {
      screen.text(json.writerWithDefaultPrettyPrinter().writeValueAsString(rows));
      return;
    }
    for (Object row : rows) {
      screen.text(row instanceof String text ? text : json.writeValueAsString(row));
    }
  }
}
