package dev.lily.server.cli;

import dev.lily.server.operations.ExitCode;
import dev.lily.server.operations.StartException;
import dev.lily.server.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The admin's password, for commands run by whoever may read the data folder. */
final class AdminLogin {
  private AdminLogin() {}

  static String password(Settings settings, Path data) throws IOException {
    if (!settings.security().adminPassword().isEmpty()) {
      return settings.security().adminPassword();
    }
    Path file = data.resolve("secrets").resolve("admin-password");
    if (!Files.isReadable(file)) {
      throw new StartException(
          ExitCode.FAILED,
          file + " cannot be read; give the admin's password as LILY_SECURITY_ADMIN_PASSWORD");
    }
    return Files.readString(file).strip();
  }
}
