package dev.lily.policy.postgres;

import dev.lily.policy.binding.PostgresTarget;
import dev.lily.policy.postgres.SyncPlan.TableChange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What has to be done that one table is seen as policies say. */
final class TablePlan {
  private final PgState state;
  private final PgTable table;
  private final Sight sight;
  private final List<PgName> above;
  private final Audience audience;
  private final Optional<Remembered> before;
  private final boolean byView;
  private final boolean byRowSecurity;
  private final Map<String, List<PgGrant>> current;
  private final Map<String, List<PgGrant>> had = new LinkedHashMap<>();
  private final List<String> statements = new ArrayList<>();
  private final List<String> closing = new ArrayList<>();
  private final List<PgGrant> revoked = new ArrayList<>();
  private final Set<String> viewers = new TreeSet<>();
  private final List<String> warnings = new ArrayList<>();

  TablePlan(PgState state, Protection of, Audience audience, PostgresTarget target) {
    this.state = state;
    this.table = of.table();
    this.sight = of.sight();
    this.above = of.above();
    this.audience = audience;
    this.before = state.rememberedAnyhow(table);
    this.byRowSecurity =
        sight.hasRowFilter() && target.rows() == PostgresTarget.Rows.RLS && table.rows().possible();
    boolean wantsView =
        target.columns() == PostgresTarget.Columns.VIEWS
            && (!byRowSecurity || !sight.hasClearColumns());
    Optional<String> obstacle =
        wantsView ? MaskingView.obstacle(state, table, before) : Optional.empty();
    this.byView = wantsView && obstacle.isEmpty();
    obstacle.ifPresent(
        reason ->
            warnings.add(table + ": " + reason + "; rights on columns are taken away instead"));
    if (sight.hasRowFilter() && !byView && !byRowSecurity) {
      warnings.add(table + ": rows cannot be filtered without a view; nobody else may read it");
    }
    if (sight.isClosed()) {
      warnings.add(table + ": no policy lets anybody read it");
    }
    current = Rights.byGrantee(table.grants());
    collectRights();
  }

  /** Whether a view stands for the table. */
  boolean hasView() {
    return byView;
  }

  List<String> warnings() {
    return warnings;
  }

  /** The change; absent where the table is as it should be. */
  Optional<TableChange> change(String service) {
    before
        .filter(known -> !known.isNamedAs(table))
        .ifPresent(
            known -> {
              state
                  .view(MaskingView.schema(known.schema()), known.table())
                  .ifPresent(view -> statements.add("DROP VIEW " + known.view()));
              statements.add(Ledger.forget(service, known));
            });
    if (byView) {
      makeView();
    } else {
      dropView();
    }
    if (byRowSecurity) {
      statements.addAll(
          RowPolicy.make(table, audience, sight, before.map(Remembered::policyHash).orElse("")));
    } else {
      statements.addAll(
          RowPolicy.remove(table, before.map(Remembered::enabledRowSecurity).orElse(false)));
    }
    had.keySet().forEach(this::adjustTable);
    keepRightsThatWerePassedOn();
    boolean enabled =
        byRowSecurity
            && before
                .map(Remembered::enabledRowSecurity)
                .filter(known -> known || table.rows().enabled())
                .orElse(!table.rows().enabled());
    Remembered after =
        new Remembered(
            table.schema(), table.name(), table.oid(), revoked, viewers, enabled, above, "", "");
    if (statements.isEmpty() && before.filter(known -> isSame(known, after)).isPresent()) {
      return Optional.empty();
    }
    statements.add(Ledger.write(service, after, byView ? MaskingView.sql(table) : ""));
    closing.add(
        Ledger.write(
            service,
            new Remembered(
                table.schema(), table.name(), table.oid(), revoked, Set.of(), false, above, "", ""),
            ""));
    return Optional.of(new TableChange(table.schema(), table.name(), statements, closing));
  }

  private static boolean isSame(Remembered known, Remembered after) {
    return known.oid() == after.oid()
        && Set.copyOf(known.revoked()).equals(Set.copyOf(after.revoked()))
        && known.above().equals(after.above())
        && known.viewers().equals(after.viewers())
        && known.enabledRowSecurity() == after.enabledRowSecurity();
  }

  /** Rights before Lily came; without those that somebody took from the view since. */
  private void collectRights() {
    before.ifPresent(
        known -> Rights.byGrantee(known.revoked()).forEach((g, all) -> had.put(g, all)));
    current.forEach(
        (grantee, grants) -> {
          List<PgGrant> all = new ArrayList<>(had.getOrDefault(grantee, List.of()));
          boolean isOurs = wasViewer(grantee) && !hadView();
          grants.stream()
              .filter(grant -> !(isOurs && !grant.column().isEmpty()))
              .filter(grant -> !all.contains(grant))
              .forEach(all::add);
          had.put(grantee, all);
        });
    Set<String> gone = new LinkedHashSet<>();
    for (String grantee : had.keySet()) {
      if (!isKnownRole(grantee) || wasTakenAway(grantee)) {
        gone.add(grantee);
      }
    }
    gone.forEach(
        grantee -> {
          had.remove(grantee);
          warnings.add(
              table + ": the right of " + grantee + " was taken away by somebody, and stays so");
        });
  }

  private boolean isKnownRole(String grantee) {
    return grantee.isEmpty() || state.roleNames().contains(grantee);
  }

  private boolean wasTakenAway(String grantee) {
    if (!wasViewer(grantee) || current.containsKey(grantee)) {
      return false;
    }
    return !hadView()
        || view()
            .filter(
                view -> view.grants().stream().noneMatch(grant -> grant.grantee().equals(grantee)))
            .isPresent();
  }

  private boolean wasViewer(String grantee) {
    return before.filter(known -> known.viewers().contains(grantee)).isPresent();
  }

  private boolean hadView() {
    return before.filter(known -> !known.definitionHash().isEmpty()).isPresent();
  }

  private Optional<PgView> view() {
    return state.view(MaskingView.schema(table.schema()), table.name());
  }

  private void makeView() {
    MaskingView wanted = new MaskingView(table, audience, sight, state.user());
    Optional<PgView> old = view();
    String hash = before.map(Remembered::definitionHash).orElse("");
    boolean replaced = old.filter(wanted::mustReplace).isPresent();
    if (old.filter(view -> wanted.is(view, hash)).isEmpty()) {
      statements.addAll(wanted.create(old));
    }
    old.ifPresent(this::closeView);
    Map<String, List<PgGrant>> granted =
        Rights.byGrantee(replaced ? List.of() : old.map(PgView::grants).orElse(List.of()));
    for (String grantee : had.keySet()) {
      Rights now = Rights.of(granted.getOrDefault(grantee, List.of()));
      Rights right =
          Rights.of(had.getOrDefault(grantee, List.of()))
              .without(
                  sight.denied().getOrDefault(audience.of(grantee), List.of()), table.columns());
      statements.addAll(now.changeTo(right, MaskingView.sql(table), grantee));
      if (!right.isNone()) {
        viewers.add(grantee);
      }
    }
  }

  /**
   * What cannot be made as it should be is not left as it was, but for those whom others let in.
   */
  private void closeView(PgView old) {
    Map<String, List<PgGrant>> granted = Rights.byGrantee(old.grants());
    for (String grantee : had.keySet()) {
      closing.addAll(
          Rights.of(granted.getOrDefault(grantee, List.of()))
              .changeTo(Rights.NONE, MaskingView.sql(table), grantee));
    }
  }

  private void dropView() {
    view()
        .filter(view -> Fingerprint.isOurs(view.fingerprint()))
        .ifPresent(view -> statements.add("DROP VIEW " + MaskingView.sql(table)));
  }

  private void adjustTable(String grantee) {
    List<PgGrant> mine = had.getOrDefault(grantee, List.of());
    Rights before = Rights.of(mine);
    Rights now = Rights.of(current.getOrDefault(grantee, List.of()));
    Rights wanted = wantedOfTable(grantee, before);
    if (wanted.equals(before)) {
      if (!now.equals(before)) {
        if (!now.isNone()) {
          statements.addAll(now.changeTo(Rights.NONE, table.sql(), grantee));
        }
        statements.addAll(Rights.restore(mine, table.sql()));
      }
      return;
    }
    revoked.addAll(mine);
    if (!byView && !wanted.isNone()) {
      viewers.add(grantee);
    }
    List<String> changes = now.changeTo(wanted, table.sql(), grantee);
    statements.addAll(changes);
    closing.addAll(now.changeTo(Rights.NONE, table.sql(), grantee));
  }

  /** Revoking a right that could be passed on takes it from those to whom it was passed, too. */
  private void keepRightsThatWerePassedOn() {
    boolean cascades =
        revoked.stream().anyMatch(PgGrant::grantable)
            && statements.stream().anyMatch(s -> s.startsWith("REVOKE SELECT ON " + table.sql()));
    if (cascades) {
      had.forEach(
          (grantee, grants) -> {
            if (revoked.stream().noneMatch(grant -> grant.grantee().equals(grantee))) {
              statements.addAll(Rights.restore(grants, table.sql()));
            }
          });
    }
  }

  /** What is left on the table itself. */
  private Rights wantedOfTable(String grantee, Rights before) {
    List<PgRole> readers = readers(grantee);
    boolean rowsElsewhere = byRowSecurity;
    if (byView || (sight.hasRowFilter() && !byRowSecurity)) {
      boolean clear =
          readers.stream().allMatch(role -> isClear(role, rowsElsewhere))
              && (!grantee.isEmpty() || isClearForNewcomers(rowsElsewhere));
      return clear ? before : Rights.NONE;
    }
    List<String> hidden =
        table.columns().stream()
            .filter(column -> !isClearColumn(column, grantee, readers))
            .map(PgColumn::name)
            .toList();
    return before.without(hidden, table.columns());
  }

  private boolean isClear(PgRole role, boolean rowsElsewhere) {
    return rowsElsewhere
        ? sight.hasClearColumns(audience.of(role.name()))
        : sight.isClear(audience.of(role.name()));
  }

  private boolean isClearForNewcomers(boolean rowsElsewhere) {
    return rowsElsewhere
        ? sight.hasClearColumns(Audience.NOTHING)
        : sight.isClear(Audience.NOTHING);
  }

  private boolean isClearColumn(PgColumn column, String grantee, List<PgRole> readers) {
    return readers.stream().allMatch(role -> sight.isClear(column, audience.of(role.name())))
        && (!grantee.isEmpty() || sight.isClear(column, Audience.NOTHING));
  }

  /** Those whom the grant lets read, and who could not anyway. */
  private List<PgRole> readers(String grantee) {
    return state.having(grantee).stream()
        .filter(role -> !role.readsAll() && !role.memberOf().contains(table.owner()))
        .filter(role -> !role.name().startsWith("pg_") && !role.name().equals(state.user()))
        .toList();
  }
}
