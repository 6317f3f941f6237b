package dev.lily.policy.postgres;

import dev.lily.graph.TenantId;
import dev.lily.policy.Decisions;
import dev.lily.policy.DirectoryStore;
import dev.lily.policy.Effect;
import dev.lily.policy.EngineResource;
import dev.lily.policy.Policy;
import dev.lily.policy.PolicySet;
import dev.lily.policy.PolicyStore;
import dev.lily.policy.binding.EngineService;
import dev.lily.policy.binding.PostgresTarget;
import dev.lily.policy.postgres.SyncPlan.TableChange;
import dev.lily.policy.tags.TagView;
import dev.lily.policy.tags.TagViews;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Compares a database to what policies and tags say, and says what has to be done. */
public final class Planner {
  private final Decisions decisions;
  private final TagViews tags;
  private final PolicyStore policies;
  private final DirectoryStore directories;

  public Planner(
      Decisions decisions, TagViews tags, PolicyStore policies, DirectoryStore directories) {
    this.decisions = decisions;
    this.tags = tags;
    this.policies = policies;
    this.directories = directories;
  }

  /** A table of a database of which nothing else is known yet. */
  @FunctionalInterface
  public interface Concern {
    /** Whether a tag or a policy by name may matter for the table. */
    boolean test(String schema, String table);
  }

  /** Which tables of the service's database may be concerned; the others need not be read. */
  public Concern concern(TenantId tenant, EngineService service) {
    TagView view = tags.of(tenant, service.name());
    String database = target(service).database();
    List<Policy> byName =
        policies.current(tenant).policies().stream()
            .filter(policy -> policy.isEnforced() && !policy.target().isByClassification())
            .filter(policy -> !(policy.effect() instanceof Effect.Allow))
            .toList();
    return (schema, table) -> {
      EngineResource resource =
          EngineResource.of("database", database, "schema", schema, "table", table);
      return !view.matching(resource, true).isEmpty()
          || byName.stream()
              .flatMap(policy -> policy.target().resources().stream())
              .anyMatch(p -> p.covers(service.name()) && p.reachesInto(resource));
    };
  }

  /**
   * What has to be done.
   *
   * @param faults asked once per expression of a policy and table; true where it is no SQL there
   */
  public SyncPlan plan(TenantId tenant, EngineService service, PgState state, Faults faults) {
    PolicySet set = policies.current(tenant);
    Audience audience = new Audience(set, directories.current(tenant), state, service.name());
    Sights sights = new Sights(decisions, tenant, service.name(), audience, faults);
    Concern concern = concern(tenant, service);
    Work work = new Work(service, state);
    for (PgTable table : state.tables()) {
      List<PgName> sources = sources(table, concern, state);
      Optional<Protection> protection =
          Optional.of(sources)
              .filter(names -> !names.isEmpty())
              .map(names -> sights.of(state.database(), table, names))
              .filter(sight -> !sight.isClear())
              .map(sight -> new Protection(table, sources, sight));
      if (protection.isPresent()) {
        work.protect(protection.get(), audience);
      } else {
        state.remembered(table).ifPresent(known -> work.release(table, known));
      }
    }
    work.forgetGoneTables();
    if (!work.covered.isEmpty() && !audience.unknown().isEmpty()) {
      work.warnings.add(
          "policies of this database name what is no role of it: " + audience.unknown());
    }
    return work.plan(false);
  }

  /**
   * The names for which policies or tags may say something about the table: its own, and those of
   * the tables above it. A partition that nobody may read by its own name is left alone.
   */
  private static List<PgName> sources(PgTable table, Concern concern, PgState state) {
    List<PgName> sources =
        Stream.concat(Stream.of(table.named()), table.above().stream())
            .filter(name -> concern.test(name.schema(), name.table()))
            .toList();
    boolean isIdle =
        !sources.contains(table.named())
            && table.grants().isEmpty()
            && table.readers().isEmpty()
            && state.rememberedAnyhow(table).isEmpty();
    return isIdle ? List.of() : sources;
  }

  /** What has to be done that the database is as it was before Lily came. */
  public static SyncPlan removal(EngineService service, PgState state) {
    Work work = new Work(service, state);
    for (PgTable table : state.tables()) {
      state.remembered(table).ifPresent(known -> work.release(table, known));
    }
    work.forgetGoneTables();
    return work.plan(true);
  }

  private static PostgresTarget target(EngineService service) {
    return Objects.requireNonNull(service.postgresql(), "a service of PostgreSQL");
  }

  /** A plan in the making. */
  private static final class Work {
    final EngineService service;
    final PgState state;
    final Set<String> schemas = new TreeSet<>();
    final Set<String> dropped = new LinkedHashSet<>();
    final List<TableChange> changes = new ArrayList<>();
    final List<String> after = new ArrayList<>();
    final List<String> warnings = new ArrayList<>();
    final Set<PgTable> covered = new LinkedHashSet<>();
    final ReadsPast past;

    Work(EngineService service, PgState state) {
      this.service = service;
      this.state = state;
      this.past = new ReadsPast(state);
    }

    void protect(Protection of, Audience audience) {
      PgTable table = of.table();
      TablePlan plan = new TablePlan(state, of, audience, target(service));
      past.add(of, audience);
      covered.add(table);
      if (plan.hasView()) {
        schemas.add(MaskingView.schema(table.schema()));
      } else {
        dropped.add(MaskingView.sql(table));
      }
      plan.change(service.name()).ifPresent(changes::add);
      warnings.addAll(plan.warnings());
    }

    void release(PgTable table, Remembered known) {
      List<String> statements = new ArrayList<>();
      state
          .view(MaskingView.schema(table.schema()), table.name())
          .filter(view -> Fingerprint.isOurs(view.fingerprint()))
          .ifPresent(view -> statements.add("DROP VIEW " + MaskingView.sql(table)));
      dropped.add(MaskingView.sql(table));
      statements.addAll(RowPolicy.remove(table, known.enabledRowSecurity()));
      Map<String, List<PgGrant>> current = Rights.byGrantee(table.grants());
      Rights.byGrantee(known.revoked())
          .forEach(
              (grantee, grants) -> {
                if (grantee.isEmpty() || state.roleNames().contains(grantee)) {
                  Rights now = Rights.of(current.getOrDefault(grantee, List.of()));
                  if (!now.whole()) {
                    statements.addAll(now.changeTo(Rights.NONE, table.sql(), grantee));
                    statements.addAll(Rights.restore(grants, table.sql()));
                  }
                }
              });
      statements.add(Ledger.forget(service.name(), known));
      changes.add(new TableChange(table.schema(), table.name(), statements, List.of()));
    }

    /**
     * Tables that were dropped take their views along; those that were renamed stay as they are.
     */
    void forgetGoneTables() {
      for (Remembered known : state.remembered()) {
        if (state.tables().stream().noneMatch(known::isNamedAs)) {
          Optional<PgTable> renamed =
              state.tables().stream().filter(table -> table.oid() == known.oid()).findFirst();
          if (renamed.filter(covered::contains).isPresent()) {
            dropped.add(known.view());
          } else if (renamed.isPresent()) {
            warnings.add(
                "%s.%s is called %s now; it stays closed until the catalog knows it by that name"
                    .formatted(known.schema(), known.table(), renamed.get()));
          } else {
            after.add(Ledger.forget(service.name(), known));
          }
        }
      }
    }

    SyncPlan plan(boolean isRemoval) {
      List<String> before = new ArrayList<>();
      if (!state.prepared() && !changes.isEmpty() && !isRemoval) {
        before.addAll(Ledger.prepare());
      }
      for (String schema : schemas) {
        if (!state.maskedSchemas().containsKey(schema)) {
          before.add("CREATE SCHEMA " + SqlText.name(schema));
          before.add(
              "COMMENT ON SCHEMA "
                  + SqlText.name(schema)
                  + " IS "
                  + SqlText.literal(Fingerprint.PREFIX + "views"));
          before.add("GRANT USAGE ON SCHEMA " + SqlText.name(schema) + " TO PUBLIC");
        }
      }
      dropEmptySchemas();
      if (isRemoval && (state.prepared() || !state.remembered().isEmpty()) && !state.shared()) {
        after.addAll(Ledger.drop());
      }
      warnings.addAll(past.warnings());
      return new SyncPlan(before, changes, after, warnings, covered.size() + state.elsewhere());
    }

    private void dropEmptySchemas() {
      state
          .maskedSchemas()
          .forEach(
              (schema, ours) -> {
                boolean isEmpty =
                    state.views().stream()
                        .filter(view -> view.schema().equals(schema))
                        .allMatch(v -> dropped.contains(SqlText.name(v.schema(), v.name())));
                if (ours && isEmpty && !schemas.contains(schema)) {
                  after.add("DROP SCHEMA " + SqlText.name(schema));
                }
              });
    }
  }
}
