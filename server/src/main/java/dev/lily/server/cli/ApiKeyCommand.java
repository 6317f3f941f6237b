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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "api-key",
    description = "Create, list and revoke the API keys of machines; the server must run.")
final class ApiKeyCommand {
  private static final String PATH = "/api/lily/v1/api-keys";

  private final Surroundings here;
  private final ObjectMapper json = new ObjectMapper();

  @Spec private CommandSpec spec = CommandSpec.create();

  ApiKeyCommand(Surroundings here) {
    this.here = here;
  }

  @Command(description = "Create a key and show it; it is not shown again.")
  int create(
      @Mixin SettingsOption set,
      @Option(names = "--name", required = true, description = "Whose key it is, like trino.")
          String name,
      @Option(
              names = "--role",
              required = true,
              description = "admin, steward, reader or engine; may be repeated.")
          List<String> roles,
      @Option(names = "--life", description = "How long it is valid, like P90D.")
          Optional<String> life)
      throws IOException {
    Map<String, Object> wanted = new LinkedHashMap<>();
    wanted.put("name", name);
    wanted.put("roles", roles);
    life.ifPresent(duration -> wanted.put("life", duration));
    JsonNode made = checked(client(set).post(PATH, json.writeValueAsBytes(wanted)));
    screen().text(made.get("key").textValue());
    return ExitCode.OK.number();
  }

  @Command(description = "List the keys, without their secrets.")
  int list(@Mixin SettingsOption set) throws IOException {
    for (JsonNode key : checked(client(set).get(PATH)).get("apiKeys")) {
      screen()
          .line(
              key.get("id").textValue(),
              "%s %s, created %s by %s"
                  .formatted(
                      key.get("name").textValue(),
                      key.get("roles"),
                      key.get("createdAt").textValue(),
                      key.get("createdBy").textValue()));
    }
    return ExitCode.OK.number();
  }

  @Command(description = "Revoke a key at once.")
  int revoke(
      @Mixin SettingsOption set,
      @Parameters(paramLabel = "ID", description = "As list shows it.") String id)
      throws IOException {
    checked(client(set).delete(PATH + "/" + id));
    screen().text("Key " + id + " is revoked");
    return ExitCode.OK.number();
  }

  private LocalClient client(SettingsOption set) throws IOException {
    Settings settings = SettingsReader.read(here.sources(set.values()));
    Path data = here.dataFolder(settings);
    ServerState server =
        DataFolder.running(data)
            .filter(ServerState::ready)
            .orElseThrow(
                () ->
                    new StartException(
                        ExitCode.NOT_RUNNING, "Lily is not running; start it with ./lily start"));
    return LocalClient.user(server.url(), "admin", AdminLogin.password(settings, data));
  }

  private JsonNode checked(LocalClient.Answer answer) throws IOException {
    JsonNode body = json.readTree(answer.body().isEmpty() ? "{}" : answer.body());
    if (answer.status() >= 300) {
      throw new StartException(ExitCode.FAILED, body.path("detail").asText(answer.body()));
    }
    return body;
  }

  private Screen screen() {
    return new Screen(spec.commandLine());
  }
}
