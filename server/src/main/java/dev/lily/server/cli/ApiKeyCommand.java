package dev.lily.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lily.server.operations.DataFolder;
import dev.lily.server.operations.ExitCode;
import dev.lily.server.operations.ServerState;
import dev.lily.server.operations.StartException;
import dev.lily.server.settings.Settings;
import dev.lily.server.settings.SettingsReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "api-key",
    synopsisSubcommandLabel = "COMMAND",
    description = "Create, list and revoke the API keys of machines; the server must run.")
final class ApiKeyCommand {
  private static final String PATH = "/api/lily/v1/api-keys";

  private ApiKeyCommand() {}

  static CommandLine commandLine(Surroundings here) {
    return new CommandLine(new ApiKeyCommand())
        .addSubcommand(new Create(here))
        .addSubcommand(new Listing(here))
        .addSubcommand(new Revoke(here));
  }

  /** What the three have in common: they speak to the running server as admin. */
  private abstract static class Action implements Callable<Integer> {
    private final Surroundings here;
    private final ObjectMapper json = new ObjectMapper();

    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private SettingsOption set = new SettingsOption();

    Action(Surroundings here) {
      this.here = here;
    }

    abstract void run(LocalClient client, Screen screen) throws IOException;

    @Override
    public Integer call() throws IOException {
      Settings settings = SettingsReader.read(here.sources(set.values()));
      Path data = here.dataFolder(settings);
      ServerState server =
          DataFolder.running(data)
              .filter(ServerState::ready)
              .orElseThrow(
                  () ->
                      new StartException(
                          ExitCode.NOT_RUNNING, "Lily is not running; start it with ./lily start"));
      String password = AdminLogin.password(settings, data);
      run(LocalClient.user(server.url(), "admin", password), new Screen(spec.commandLine()));
      return ExitCode.OK.number();
    }

    byte[] body(Map<String, Object> value) throws IOException {
      return json.writeValueAsBytes(value);
    }

    JsonNode checked(LocalClient.Answer answer) throws IOException {
      JsonNode body = json.readTree(answer.body().isEmpty() ? "{}" : answer.body());
      if (answer.status() >= 300) {
        throw new StartException(ExitCode.FAILED, body.path("detail").asText(answer.body()));
      }
      return body;
    }
  }

  @Command(name = "create", description = "Create a key and show it; it is not shown again.")
  private static final class Create extends Action {
    @Option(names = "--name", required = true, description = "Whose key it is, like trino.")
    private String name = "";

    @Option(
        names = "--role",
        required = true,
        description = "admin, steward, reader, engine or monitor; may be repeated.")
    private List<String> roles = new ArrayList<>();

    @Option(names = "--life", description = "How long it is valid, like P90D.")
    private String life = "";

    Create(Surroundings here) {
      super(here);
    }

    @Override
    void run(LocalClient client, Screen screen) throws IOException {
      Map<String, Object> wanted = new LinkedHashMap<>(Map.of("name", name, "roles", roles));
      if (!life.isEmpty()) {
        wanted.put("life", life);
      }
      screen.text(checked(client.post(PATH, body(wanted))).path("key").textValue());
    }
  }

  @Command(name = "list", description = "List the keys, without their secrets.")
  private static final class Listing extends Action {
    Listing(Surroundings here) {
      super(here);
    }

    @Override
    void run(LocalClient client, Screen screen) throws IOException {
      for (JsonNode key : checked(client.get(PATH)).path("apiKeys")) {
        List<String> roles = new ArrayList<>();
        key.path("roles").forEach(role -> roles.add(role.textValue()));
        screen.line(
            key.path("id").textValue(),
            "%s (%s), created %s by %s"
                .formatted(
                    key.path("name").textValue(),
                    String.join(", ", roles),
                    key.path("createdAt").textValue().substring(0, 19),
                    key.path("createdBy").textValue()));
      }
    }
  }

  @Command(name = "revoke", description = "Revoke a key at once.")
  private static final class Revoke extends Action {
    @Parameters(paramLabel = "ID", description = "As list shows it.")
    private String id = "";

    Revoke(Surroundings here) {
      super(here);
    }

    @Override
    void run(LocalClient client, Screen screen) throws IOException {
      checked(client.delete(PATH + "/" + id));
      screen.text("Key " + id + " is revoked");
    }
  }
}
