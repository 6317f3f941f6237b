package dev.lily.policy.binding;

import static dev.lily.graph.BadRequests.require;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.lily.graph.TenantId;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL database into which policies are written, and how. It names where the password is
 * and never holds it.
 *
 * @param port 5432 where it is left out
 * @param user the role as which Lily works
 * @param sslMode of libpq: {@code disable}, {@code prefer} (the standard), {@code require}, {@code
 *     verify-ca} or {@code verify-full}
 * @param columns what becomes of columns that not everybody may see as they are
 * @param rows what becomes of row filters
 * @param automatic whether each change is applied at once; true where it is left out
 * @param checkSeconds how often the database is compared to what it should be, from 1 s to a day;
 *     30 s where it is left out
 */
public record PostgresTarget(
    String host,
    Integer port,
    String database,
    String user,
    @Nullable PasswordSource password,
    String sslMode,
    Columns columns,
    Rows rows,
    Boolean automatic,
    Integer checkSeconds) {
  /** The mode in which the server's certificate names the host. */
  public static final String CERTIFIED = "verify-full";

  private static final int NAME = 63;
  private static final int DAY = 86_400;
  private static final List<String> SSL_MODES =
      List.of("disable", "prefer", "require", "verify-ca", CERTIFIED);

  /** The driver takes it into a URL, in which other characters would be settings. */
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._:\\[\\]-]{1,255}");

  /** How columns are protected. */
  public enum Columns {
    /** A view beside the table shows them masked. */
    @JsonProperty("views")
    VIEWS,
    /** The right to read them is taken away. */
    @JsonProperty("grants")
    GRANTS
  }

  /** How row filters are applied. */
  public enum Rows {
    /** By the view that masks. */
    @JsonProperty("views")
    VIEWS,
    /** By row-level security of the table. */
    @JsonProperty("rls")
    RLS
  }

  /**
   * Where a password is: exactly one of both.
   *
   * @param file a file in the tenant's folder of secrets: {@code secrets/<tenant>} in the data
   *     folder, {@code secrets} itself for the standard tenant
   * @param env a variable of the server's environment whose name begins with {@value #PREFIX}; of
   *     the standard tenant only
   */
  public record PasswordSource(@Nullable String file, @Nullable String env) {
    /** Operators may name a variable, and shall not thereby read others. */
    private static final String PREFIX = "LILY_SECRET_";

    private static final Pattern FILE = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,99}");

    public PasswordSource {
      require(
          file == null ^ env == null,
          "postgresql.password: name either a file of the folder secrets or an env variable");
      require(
          file == null || FILE.matcher(file).matches() && file.startsWith("postgresql-"),
          "postgresql.password.file: the name of a file postgresql-… in the folder secrets");
      require(
          env == null || env.startsWith(PREFIX) && env.length() > PREFIX.length(),
          "postgresql.password.env: a variable whose name begins with " + PREFIX);
    }

    /**
     * Returns where the tenant may name a place of that kind.
     *
     * @throws dev.lily.graph.CatalogException BAD_REQUEST
     */
    public void requireAllowed(TenantId tenant) {
      require(
          env == null || tenant.equals(TenantId.DEFAULT),
          "postgresql.password.env: variables are of the standard tenant, not of %s; use a file of secrets/%s"
              .formatted(tenant, tenant));
    }
  }

  public PostgresTarget {
    port = port == null ? 5432 : port;
    sslMode = sslMode == null ? "prefer" : sslMode;
    columns = columns == null ? Columns.VIEWS : columns;
    rows = rows == null ? (columns == Columns.GRANTS ? Rows.RLS : Rows.VIEWS) : rows;
    automatic = automatic == null || automatic;
    checkSeconds = checkSeconds == null ? 30 : checkSeconds;
    require(
        host != null && HOST.matcher(host).matches(),
        "postgresql.host: one name or address, not " + host);
    requireName("database", database, NAME);
    requireName("user", user, NAME);
    require(port > 0 && port < 65_536, "postgresql.port: 1 to 65535, not " + port);
    require(
        SSL_MODES.contains(sslMode),
        "postgresql.sslMode: one of " + SSL_MODES + ", not " + sslMode);
    require(
        columns == Columns.VIEWS || rows == Rows.RLS,
        "postgresql.rows: with columns=grants there is no view that could filter; use rls");
    require(
        checkSeconds >= 1 && checkSeconds <= DAY,
        "postgresql.checkSeconds: 1 to " + DAY + ", not " + checkSeconds);
  }

  /** The same database, left alone until it is asked for. */
  public PostgresTarget paused() {
    return new PostgresTarget(
        host, port, database, user, password, sslMode, columns, rows, false, checkSeconds);
  }

  private static void requireName(String field, @Nullable String value, int most) {
    require(
        value != null && !value.isBlank() && value.length() <= most && value.indexOf('\0') < 0,
        "postgresql." + field + ": 1 to " + most + " characters");
  }
}
