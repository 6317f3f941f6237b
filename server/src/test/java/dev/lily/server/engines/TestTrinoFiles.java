package dev.lily.server.engines;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestTrinoFiles {
  private static final Path DOCUMENT = Path.of("..", "docs", "engines", "trino.md");

  @TempDir Path folder;

  /** What people copy is what the suites run. */
  @Test
  void theDocumentShowsTheFiles() throws Exception {
    String document = unindented(Files.readString(DOCUMENT));
    for (TrinoAccess access :
        List.of(new TrinoAccess.Opa(""), new TrinoAccess.Ranger("", "", ""))) {
      for (String file : access.files()) {
        assertThat(document).as(file).contains(unindented(TrinoFiles.text(file)));
      }
    }
  }

  @Test
  void everyExampleIsReplaced() throws Exception {
    TrinoFiles.write(
        folder,
        folder.resolve("home"),
        8099,
        new TrinoAccess.Ranger("http://lily:1", "trino", "of no use"),
        List.of("lake"));
    Path etc = folder.resolve("etc");
    assertThat(Files.readString(etc.resolve("config.properties")))
        .contains("http-server.http.port=8099", "discovery.uri=http://127.0.0.1:8099");
    assertThat(Files.readString(etc.resolve("ranger-trino-security.xml")))
        .contains("<value>http://lily:1</value>", "<value>of no use</value>", "data/ranger-cache")
        .doesNotContain("PASSWORD", "21000", "/var/lib");
    assertThat(Files.readString(etc.resolve("catalog/lake.properties")))
        .isEqualTo("connector.name=memory\n");
    assertThat(new TrinoAccess.Ranger("u", "trino", "of no use").toString())
        .doesNotContain("of no use");
  }

  private static String unindented(String text) {
    return text.lines().map(String::strip).collect(Collectors.joining("\n"));
  }
}
