package dev.lily.server.postgres;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.policy.binding.PostgresTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import org.postgresql.ds.PGSimpleDataSource;

/** Connects to databases; reads a password each time, so that it can be changed. */
public final class PostgresConnector {
  private static final int CONNECT_SECONDS = 5;
  private static final int ANSWER_SECONDS = 60;

  /** What names mean does not depend on the role; no run holds a lock or waits for one long. */
  private static final String SESSION =
      "-c search_path=pg_catalog -c standard_conforming_strings=on -c statement_timeout=30s"
          + " -c lock_timeout=3s -c idle_in_transaction_session_timeout=60s";

  private final Path secrets;
  private final Map<String, String> environment;

  /**
   * A connector.
   *
   * @param secrets the folder in which password files are
   * @param environment variables that may hold passwords
   */
  public PostgresConnector(Path secrets, Map<String, String> environment) {
    this.secrets = secrets;
    this.environment = Map.copyOf(environment);
  }

  /**
   * A connection with a transaction open.
   *
   * @throws CatalogException UNAVAILABLE where the password is not there
   */
  Connection open(PostgresTarget target) throws SQLException {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(new String[] {target.host()});
    source.setPortNumbers(new int[] {target.port()});
    source.setDatabaseName(target.database());
    source.setUser(target.user());
    password(target).ifPresent(source::setPassword);
    source.setSslMode(target.sslMode());
    source.setApplicationName("lily");
    source.setOptions(SESSION);
    source.setConnectTimeout(CONNECT_SECONDS);
    source.setLoginTimeout(CONNECT_SECONDS);
    source.setSocketTimeout(ANSWER_SECONDS);
    Connection connection = source.getConnection();
    connection.setAutoCommit(false);
    return connection;
  }

  private Optional<String> password(PostgresTarget target) {
    PostgresTarget.PasswordSource source = target.password();
    if (source == null) {
      return Optional.empty();
    }
    String variable = source.env();
    if (variable != null) {
      String value = environment.get(variable);
      if (value == null) {
        throw new CatalogException(
            ErrorCode.UNAVAILABLE, "the environment of the server has no variable " + variable);
      }
      return Optional.of(value);
    }
    Path file = secrets.resolve(String.valueOf(source.file()));
    try {
      return Optional.of(Files.readString(file).strip());
    } catch (IOException unreadable) {
      throw new CatalogException(
          ErrorCode.UNAVAILABLE, "password file " + file + " cannot be read", unreadable);
    }
  }
}
