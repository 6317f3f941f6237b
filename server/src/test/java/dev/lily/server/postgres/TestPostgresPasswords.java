package dev.lily.server.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lily.graph.CatalogException;
import dev.lily.graph.TenantId;
import dev.lily.policy.binding.PostgresTarget.PasswordSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestPostgresPasswords {
  private static final TenantId ACME = new TenantId("acme");
  private static final PasswordSource FILE = new PasswordSource("postgresql-lake", null);
  private static final PasswordSource VARIABLE = new PasswordSource(null, "LILY_SECRET_LAKE");

  @TempDir Path secrets;
  private PostgresPasswords passwords;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(secrets.resolve("postgresql-lake"), "of-default\n");
    passwords = new PostgresPasswords(secrets, Map.of("LILY_SECRET_LAKE", "of-environment"));
  }

  @Test
  void theStandardTenantHasThoseOfTheFolderAndOfTheEnvironment() {
    assertThat(passwords.read(TenantId.DEFAULT, FILE)).isEqualTo("of-default");
    assertThat(passwords.read(TenantId.DEFAULT, VARIABLE)).isEqualTo("of-environment");
  }

  @Test
  void anotherTenantHasThoseOfItsOwnFolderOnly() throws IOException {
    assertThatThrownBy(() -> passwords.read(ACME, FILE))
        .isInstanceOf(CatalogException.class)
        .hasMessage("password file 'postgresql-lake' cannot be read");
    Files.createDirectory(secrets.resolve("acme"));
    Files.writeString(secrets.resolve("acme/postgresql-lake"), "of-acme");
    assertThat(passwords.read(ACME, FILE)).isEqualTo("of-acme");
    assertThat(passwords.read(TenantId.DEFAULT, FILE)).isEqualTo("of-default");
  }

  @Test
  void anotherTenantHasNoVariables() {
    assertThatThrownBy(() -> passwords.read(ACME, VARIABLE))
        .isInstanceOf(CatalogException.class)
        .hasMessageContaining("postgresql.password.env")
        .hasMessageContaining("secrets/acme");
  }

  @Test
  void noPathLeavesTheFolder() {
    for (String path :
        new String[] {"../postgresql-lake", "acme/postgresql-lake", "postgresql-/../x"}) {
      assertThatThrownBy(() -> new PasswordSource(path, null))
          .as(path)
          .isInstanceOf(CatalogException.class);
    }
  }
}
