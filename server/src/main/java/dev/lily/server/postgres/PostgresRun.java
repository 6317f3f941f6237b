package dev.lily.server.postgres;

import dev.lily.graph.TenantId;
import dev.lily.policy.binding.EngineService;
import dev.lily.policy.binding.PostgresTarget;
import dev.lily.policy.postgres.PgState;
import dev.lily.policy.postgres.PgTable;
import dev.lily.policy.postgres.Planner;
import dev.lily.policy.postgres.Scope;
import dev.lily.policy.postgres.SyncPlan;
import dev.lily.policy.postgres.SyncPlan.TableChange;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Compares one database to the policies and makes it follow them, in one transaction. A table whose
 * statements fail is closed to those who may not read all of it, and does not hold up the others.
 */
final class PostgresRun {
  private final PostgresConnector connector;
  private final Planner planner;

  PostgresRun(PostgresConnector connector, Planner planner) {
    this.connector = connector;
    this.planner = planner;
  }

  /** What is asked for. */
  enum Kind {
    /** What would be done; nothing is written. */
    PLAN,
    APPLY,
    /** What would be given back; nothing is written. */
    PLAN_REMOVAL,
    /** Everything is given back. */
    REMOVE;

    boolean writes() {
      return this == APPLY || this == REMOVE;
    }
  }

  /**
   * What was found and, unless only a plan was asked for, done.
   *
   * @param failures of tables, each with its reason
   */
  record Outcome(SyncPlan plan, List<String> failures) {
    Outcome {
      failures = List.copyOf(failures);
    }
  }

  /** Looks at the tables in scope and leaves the others as they are. */
  Outcome run(TenantId tenant, EngineService service, Kind kind, Scope scope) throws SQLException {
    PostgresTarget target = Objects.requireNonNull(service.postgresql());
    try (Connection connection = connector.open(tenant, target)) {
      connection.setReadOnly(!kind.writes());
      execute(connection, "SELECT pg_advisory_xact_lock(hashtext('lily'))");
      List<String> failures = new ArrayList<>();
      SyncPlan plan = plan(new Request(tenant, service, kind, scope), connection, failures);
      if (kind.writes()) {
        apply(connection, plan, failures);
        connection.commit();
      } else {
        connection.rollback();
      }
      return new Outcome(plan, failures);
    }
  }

  private record Request(TenantId tenant, EngineService service, Kind kind, Scope scope) {}

  private SyncPlan plan(Request request, Connection connection, List<String> failures)
      throws SQLException {
    TenantId tenant = request.tenant();
    EngineService service = request.service();
    PgState state =
        new CatalogueReader(
                connection, planner.concern(tenant, service), request.scope(), service.name())
            .read();
    if (request.kind() == Kind.REMOVE || request.kind() == Kind.PLAN_REMOVAL) {
      return Planner.removal(service, state);
    }
    Map<String, Optional<String>> known = new HashMap<>();
    return planner.plan(
        tenant,
        service,
        state,
        (table, expression) ->
            known
                .computeIfAbsent(
                    table + "\n" + expression,
                    k -> {
                      Optional<String> fault = fault(connection, table, expression);
                      fault.ifPresent(
                          reason ->
                              failures.add(
                                  "%s: %s is no expression there, nothing is shown: %s"
                                      .formatted(table, expression, reason)));
                      return fault;
                    })
                .isPresent());
  }

  /** Where an expression of a row can stand, and nothing else. */
  private static Optional<String> fault(Connection connection, PgTable table, String expression) {
    try {
      Optional<SQLException> refused =
          attempt(
              connection,
              List.of(
                  "EXPLAIN SELECT 1 FROM "
                      + table.sql()
                      + " WHERE ("
                      + expression
                      + ") IS NOT NULL"));
      return refused.map(PostgresRun::reason);
    } catch (SQLException lost) {
      return Optional.of(reason(lost));
    }
  }

  private static void apply(Connection connection, SyncPlan plan, List<String> failures)
      throws SQLException {
    for (String statement : plan.before()) {
      execute(connection, statement);
    }
    for (TableChange change : plan.tables()) {
      Optional<SQLException> refused = attempt(connection, change.statements());
      if (refused.isPresent()) {
        failures.add(change.schema() + "." + change.table() + ": " + reason(refused.get()));
        attempt(connection, change.closing())
            .ifPresent(
                again ->
                    failures.add(
                        "%s.%s could not be closed: %s"
                            .formatted(change.schema(), change.table(), reason(again))));
      }
    }
    for (String statement : plan.after()) {
      attempt(connection, List.of(statement)).ifPresent(refused -> failures.add(reason(refused)));
    }
  }

  /**
   * All of the statements or none.
   *
   * @return why none
   * @throws SQLException where the connection is lost
   */
  private static Optional<SQLException> attempt(Connection connection, List<String> statements)
      throws SQLException {
    Savepoint before = connection.setSavepoint();
    try {
      for (String statement : statements) {
        execute(connection, statement);
      }
      connection.releaseSavepoint(before);
      return Optional.empty();
    } catch (SQLException refused) {
      connection.rollback(before);
      return Optional.of(refused);
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute(sql);
    }
  }

  static String reason(SQLException failure) {
    String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    return message.lines().findFirst().orElse(message).strip();
  }
}
