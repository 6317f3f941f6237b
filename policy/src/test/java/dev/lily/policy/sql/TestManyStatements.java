package dev.lily.policy.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lily.graph.CatalogException;
import dev.lily.policy.binding.ServiceType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Statements that other systems keep for their own tests: each is read, or refused in words. */
class TestManyStatements {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final StatementParser PARSER =
      new StatementParser(
          ServiceType.TRINO, Map.of("catalog", "c", "schema", "s"), table -> Set.of("a", "b"));

  @Test
  void everyStatementIsReadOrRefused() throws IOException {
    List<String> statements = statements();
    int read = 0;
    for (String sql : statements) {
      try {
        StatementUse use = PARSER.read(sql);
        assertThat(use.uses().isEmpty() && mentionsTable(sql) && use.unclear().isEmpty())
            .as(sql)
            .isFalse();
        read++;
      } catch (CatalogException refused) {
        assertThat(refused.getMessage()).as(sql).startsWith("sql: ");
      }
    }
    assertThat(read).as("many are of other dialects").isGreaterThan(statements.size() / 2);
  }

  private static boolean mentionsTable(String sql) {
    return sql.toLowerCase(Locale.ROOT)
        .matches("(?s)\\s*select .*\\sfrom\\s+(?!values)[a-z_]+\\s.*");
  }

  private static List<String> statements() throws IOException {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.isDirectory(folder.resolve("shared/data/08-sql-lineage"))) {
      folder = folder.getParent();
    }
    assumeTrue(folder != null, "no shared/data above the working folder");
    List<String> statements = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder.resolve("shared/data/08-sql-lineage"))) {
      for (Path file : files.sorted().toList()) {
        if (file.toString().endsWith(".jsonl")) {
          for (String line : Files.readAllLines(file)) {
            statements.add(JSON.readTree(line).path("sql").asText());
          }
        } else if (file.toString().endsWith(".sql")) {
          Stream.of(Files.readString(file).split(";\\s*\n"))
              .filter(sql -> !sql.replaceAll("(?m)^\\s*(--|#).*$", "").isBlank())
              .forEach(statements::add);
        }
      }
    }
    return statements;
  }
}
