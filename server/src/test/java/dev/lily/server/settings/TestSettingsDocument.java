package dev.lily.server.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestSettingsDocument {
  @Test
  void theReferenceHoldsEverySettingAsItIs() throws Exception {
    List<String> rows =
        Files.readAllLines(Path.of("../docs/settings.md")).stream()
            .filter(line -> line.startsWith("| `lily."))
            .toList();

    assertThat(rows)
        .isEqualTo(
            SettingsReference.definitions().stream().map(TestSettingsDocument::row).toList());
  }

  private static String row(SettingDefinition setting) {
    String initially = setting.initially().isEmpty() ? "" : "`" + setting.initially() + "`";
    String secret = setting.secret() ? " (secret)" : "";
    return "| `%s` | %s | %s | %s%s |"
        .formatted(setting.key(), setting.type(), initially, setting.meaning(), secret);
  }
}
