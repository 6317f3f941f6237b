package dev.lily.policy.postgres;

import dev.lily.graph.TenantId;
import dev.lily.policy.Asker;
import dev.lily.policy.Decision;
import dev.lily.policy.Decisions;
import dev.lily.policy.Decisions.Column;
import dev.lily.policy.Decisions.Reach;
import dev.lily.policy.EngineResource;
import dev.lily.policy.MaskType;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Asks the engine of the policies what each situation sees of a table. */
final class Sights {
  private static final String SELECT = "select";

  private final Decisions decisions;
  private final TenantId tenant;
  private final String service;
  private final Audience audience;
  private final Faults faults;

  Sights(Decisions decisions, TenantId tenant, String service, Audience audience, Faults faults) {
    this.decisions = decisions;
    this.tenant = tenant;
    this.service = service;
    this.audience = audience;
    this.faults = faults;
  }

  /**
   * What is seen of the table.
   *
   * @param sources the names about which policies are asked: what holds for a table above holds for
   *     the columns of the same name, too
   */
  Sight of(String database, PgTable table, List<PgName> sources) {
    Map<PgColumn, Map<BitSet, String>> seen = new LinkedHashMap<>();
    table.columns().forEach(column -> seen.put(column, new LinkedHashMap<>()));
    Map<BitSet, String> rows = new LinkedHashMap<>();
    Map<BitSet, List<String>> denied = new HashMap<>();
    for (BitSet situation : audience.situations()) {
      Asker asker = audience.asker(tenant, service, situation);
      Look look = new Look();
      for (PgName source : sources) {
        ask(look, table, resource(database, source), asker);
      }
      look.hideGenerated();
      look.columns()
          .forEach((column, sql) -> seen.getOrDefault(column, new HashMap<>()).put(situation, sql));
      denied.put(situation, look.closed());
      rows.put(situation, look.rows());
    }
    return new Sight(seen, rows, denied);
  }

  private static EngineResource resource(String database, PgName name) {
    return EngineResource.of("database", database, "schema", name.schema(), "table", name.table());
  }

  private void ask(Look look, PgTable table, EngineResource resource, Asker asker) {
    List<String> names = table.columns().stream().map(PgColumn::name).toList();
    List<Column> columns =
        table.columns().stream().map(one -> new Column(one.name(), one.type())).toList();
    List<Decision> reading = decisions.access(asker, resource, names, SELECT, Reach.SELF);
    List<Decision> masks = decisions.masks(asker, resource, columns);
    for (int i = 0; i < columns.size(); i++) {
      PgColumn column = table.columns().get(i);
      if (reading.get(i).allowed()) {
        look.show(column, shown(table, column, masks.get(i)));
      } else {
        look.close(column);
      }
    }
    look.rows(rows(table, resource, asker));
  }

  private String shown(PgTable table, PgColumn column, Decision decision) {
    return decision
        .mask()
        .map(mask -> isFaulty(table, mask) ? Sight.nothing(column) : mask.expression())
        .orElse(Sight.asItIs(column));
  }

  private boolean isFaulty(PgTable table, Decision.Mask mask) {
    return mask.type() == MaskType.CUSTOM && faults.isFaulty(table, mask.expression());
  }

  private String rows(PgTable table, EngineResource resource, Asker asker) {
    return decisions
        .rowFilter(asker, resource)
        .rowFilter()
        .map(filter -> condition(table, filter))
        .orElse(Sight.ALL_ROWS);
  }

  private String condition(PgTable table, String filter) {
    if (!SqlText.isEnclosed(filter)) {
      return Sight.NO_ROWS;
    }
    String condition = "(" + filter + ")";
    return faults.isFaulty(table, "CASE WHEN " + condition + " THEN true END")
        ? Sight.NO_ROWS
        : condition;
  }
}
