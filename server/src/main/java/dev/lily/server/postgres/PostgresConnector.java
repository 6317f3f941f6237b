package dev.lily.server.postgres;

import dev.lily.graph.TenantId;
import dev.lily.policy.binding.PostgresTarget;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.ds.PGSimpleDataSource;

/** Connects to databases. A password is in clear only for a server whose certificate names it. */
public final class PostgresConnector {
  private static final int CONNECT_SECONDS = 5;
  private static final int ANSWER_SECONDS = 60;

  /** What names mean does not depend on the role; no run holds a lock or waits for one long. */
  private static final String SESSION =
      "-c search_path=pg_catalog -c standard_conforming_strings=on -c statement_timeout=30s"
          + " -c lock_timeout=3s -c idle_in_transaction_session_timeout=60s";

  /** What a server may ask for whose name nobody has certified: nothing that shows the password. */
  private static final String UNCERTIFIED = "scram-sha-256,md5,gss,sspi,none";

  private final PostgresPasswords passwords;

  public PostgresConnector(PostgresPasswords passwords) {
    this.passwords = passwords;
  }

  /**
   * A connection with a transaction open.
   *
   * @param tenant to whom the password belongs
   * @throws dev.lily.graph.CatalogException as {@link PostgresPasswords#read} does
   */
  Connection open(TenantId tenant, PostgresTarget target) throws SQLException {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(new String[] {target.host()});
    source.setPortNumbers(new int[] {target.port()});
    source.setDatabaseName(target.database());
    source.setUser(target.user());
    if (target.password() != null) {
      source.setPassword(passwords.read(tenant, target.password()));
    }
    source.setSslMode(target.sslMode());
    if (!target.sslMode().equals(PostgresTarget.CERTIFIED)) {
      source.setRequireAuth(UNCERTIFIED);
    }
    source.setApplicationName("lily");
    source.setOptions(SESSION);
    source.setConnectTimeout(CONNECT_SECONDS);
    source.setLoginTimeout(CONNECT_SECONDS);
    source.setSocketTimeout(ANSWER_SECONDS);
    Connection connection = source.getConnection();
    connection.setAutoCommit(false);
    return connection;
  }
}
