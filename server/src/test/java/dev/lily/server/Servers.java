package dev.lily.server;

import dev.lily.server.settings.SettingsReader;
import dev.lily.server.settings.SettingsSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Whole servers for tests, on free ports unless they are given. */
public final class Servers {
  private Servers() {}

  public static Server start(Path data) {
    return start(data, Map.of());
  }

  public static Server start(Path data, Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.putIfAbsent("lily.server.port", "0");
    all.putIfAbsent("lily.kafka.port", "0");
    return Server.start(
        SettingsReader.read(List.of(SettingsSource.commandLine(all))), data, new SilentStart());
  }

  /** What the administrator sends as Authorization. */
  public static String adminLogin(Path data) throws IOException {
    return login("admin", Files.readString(data.resolve("secrets/admin-password")).strip());
  }

  public static String login(String user, String password) {
    byte[] credentials = (user + ':' + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(credentials);
  }
}
