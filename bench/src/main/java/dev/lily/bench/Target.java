package dev.lily.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The server under test and who asks it.
 *
 * @param apiKey for {@code /api/v1/lineage}; Basic credentials are sent there too when absent
 */
record Target(URI url, String user, String password, Optional<String> apiKey) {

  static Target of(Parameters parameters) {
    String passwordFile =
        parameters
            .optional("password-file")
            .orElseThrow(
                () -> new BenchException("--password-file is missing: a file with the password"));
    return new Target(
        URI.create(parameters.text("url").replaceFirst("/+$", "")),
        parameters.text("user"),
        secret(passwordFile),
        parameters.optional("api-key-file").map(Target::secret));
  }

  private static String secret(String file) {
    try {
      return Files.readString(Path.of(file)).strip();
    } catch (IOException fault) {
      throw new UncheckedIOException("cannot read " + file, fault);
    }
  }
}
