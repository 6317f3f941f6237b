package dev.lily.policy.postgres;

import dev.lily.graph.asset.AssetKey;
import dev.lily.policy.PolicyParts;
import dev.lily.policy.binding.EngineService;
import dev.lily.policy.binding.Mappings;
import dev.lily.policy.binding.PostgresTarget;
import dev.lily.policy.binding.PostgresTarget.Columns;
import dev.lily.policy.binding.PostgresTarget.Rows;
import dev.lily.policy.binding.ServiceType;
import dev.lily.policy.postgres.PgTable.RowSecurity;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A planner with everything it asks, and one table of a database. */
final class PostgresParts {
  final PolicyParts parts;
  final Planner planner;
  EngineService service;

  PostgresParts(Path folder, Columns columns, Rows rows) {
    parts = new PolicyParts(folder);
    planner = new Planner(parts.decisions, parts.tags, parts.policies, parts.directories);
    service =
        parts.services.put(
            PolicyParts.TENANT,
            new EngineService(
                "lake",
                ServiceType.POSTGRESQL,
                0,
                "lily_tag",
                Mappings.rdbms("pg"),
                new PostgresTarget(
                    "h", null, "lake", "lily", null, null, columns, rows, null, null)));
  }

  /** A column of the table above. */
  static AssetKey columnAbove(String name) {
    return new AssetKey("rdbms_column", "lake.sales.above." + name + "@pg");
  }

  static AssetKey column(String name) {
    return new AssetKey("rdbms_column", "lake.sales.t." + name + "@pg");
  }

  static PgTable table(PgGrant... grants) {
    return new PgTable(
        7,
        "sales",
        "t",
        "owner",
        List.of(new PgColumn("id", "integer", false), new PgColumn("Email", "text", false)),
        List.of(grants),
        new RowSecurity(true, false, List.of(), "", ""),
        List.of(),
        List.of());
  }

  /** The same table, as a partition of another one. */
  static PgTable below(PgName above, PgTable table) {
    return new PgTable(
        table.oid(),
        table.schema(),
        table.name(),
        table.owner(),
        table.columns(),
        table.grants(),
        table.rows(),
        List.of(above),
        table.readers());
  }

  static PgState state(PgTable table) {
    return new PgState(
        "lake",
        "lily",
        false,
        false,
        List.of(
            role("owner", false),
            role("analysts", false),
            role("privacy_officers", false),
            role("bob", true, "analysts"),
            role("olga", true, "analysts", "privacy_officers"),
            role("lily", true, "owner")),
        Map.of(),
        List.of(table),
        List.of(),
        List.of(),
        0);
  }

  private static PgRole role(String name, boolean login, String... of) {
    Set<String> all = new TreeSet<>(Set.of(of));
    all.add(name);
    return new PgRole(name, login, false, all, List.of());
  }

  SyncPlan plan(PgState state) {
    return planner.plan(PolicyParts.TENANT, service, state, (table, expression) -> false);
  }
}
