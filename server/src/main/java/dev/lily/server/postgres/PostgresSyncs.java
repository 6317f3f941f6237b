package dev.lily.server.postgres;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.TenantId;
import dev.lily.policy.DirectoryStore;
import dev.lily.policy.PolicyStore;
import dev.lily.policy.binding.EngineService;
import dev.lily.policy.binding.PostgresTarget;
import dev.lily.policy.binding.ServiceStore;
import dev.lily.policy.binding.ServiceType;
import dev.lily.policy.postgres.Planner;
import dev.lily.policy.tags.TagViews;
import dev.lily.server.postgres.PostgresRun.Kind;
import dev.lily.server.postgres.PostgresRun.Outcome;
import dev.lily.server.postgres.PostgresSync.EnforcementListener;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The databases of every tenant, each of which follows its policies. */
public final class PostgresSyncs implements AutoCloseable {
  private final ServiceStore services;
  private final TagViews tags;
  private final PostgresRun run;
  private final Clock clock;
  private final Map<Key, PostgresSync> syncs = new ConcurrentHashMap<>();
  private final List<EnforcementListener> listeners = new CopyOnWriteArrayList<>();

  private record Key(TenantId tenant, String service) {}

  /** Where policies come from. */
  public record Sources(
      ServiceStore services, PolicyStore policies, DirectoryStore directories, TagViews tags) {}

  public PostgresSyncs(Sources sources, Planner planner, PostgresConnector connector, Clock clock) {
    this.services = sources.services();
    this.tags = sources.tags();
    this.run = new PostgresRun(connector, planner);
    this.clock = clock;
    tags.onVisible(
        visible -> {
          PostgresSync sync = syncs.get(new Key(visible.tenant(), visible.service()));
          if (sync != null && visible.resources() > 0) {
            sync.changed(visible);
          }
        });
    sources.policies().onChange(this::requestAll);
    sources.directories().onChange(this::requestAll);
    services.onChange(this::refresh);
  }

  /** Follows the services of the tenant as they are and will be. */
  public void start(TenantId tenant) {
    refresh(tenant);
  }

  /** Calls the listener with the time from a change of tags to the changed database. */
  public void onEnforced(EnforcementListener listener) {
    listeners.add(listener);
  }

  /** What would be done. */
  Outcome plan(TenantId tenant, String name) {
    return run(tenant, name, Kind.PLAN);
  }

  Outcome apply(TenantId tenant, String name) {
    return run(tenant, name, Kind.APPLY);
  }

  /** Gives everything back, and leaves the database alone from then on. */
  Outcome remove(TenantId tenant, String name) {
    EngineService service = of(tenant, name).service();
    services.put(
        tenant, service.withPostgresql(Objects.requireNonNull(service.postgresql()).paused()));
    return run(tenant, name, Kind.REMOVE);
  }

  /**
   * Asks the database whether anything that was applied is still there.
   *
   * @throws CatalogException CONFIRMATION_REQUIRED where it is, or the database cannot be asked
   */
  public void requireNothingApplied(TenantId tenant, String name) {
    boolean applied;
    try {
      applied = !run(tenant, name, Kind.PLAN_REMOVAL).plan().isEmpty();
    } catch (CatalogException unanswered) {
      throw new CatalogException(
          ErrorCode.CONFIRMATION_REQUIRED,
          "%s; whether views and rights are left in it is not known: send force=true to leave them"
              .formatted(unanswered.getMessage()),
          unanswered);
    }
    if (applied) {
      throw new CatalogException(
          ErrorCode.CONFIRMATION_REQUIRED,
          "the database of %s has views or rights of Lily's; remove what was applied first (POST /api/lily/v1/services/%s/postgres/remove), or send force=true to leave them"
              .formatted(name, name));
    }
  }

  SyncStatus status(TenantId tenant, String name) {
    return of(tenant, name).status();
  }

  /**
   * How a database follows, for those who watch all engines.
   *
   * @param position of the change log that was reached; 0 for none yet
   * @param tagVersion the version of the tags that it has; -1 for none
   * @param time of the last run that came to its end, epoch milliseconds; 0 for none
   * @param error why it does not follow, or empty
   * @param driftTime when others had changed what Lily made, the last time; 0 for never
   */
  public record Following(
      long position,
      long tagVersion,
      long time,
      boolean automatic,
      int checkSeconds,
      String error,
      long driftTime) {
    private static final Following NOT_BEGUN = new Following(0, -1, 0, false, 0, "", 0);
  }

  /** How the database of the service follows. */
  public Following following(TenantId tenant, String name) {
    PostgresSync sync = syncs.get(new Key(tenant, name));
    if (sync == null || sync.isRemoved()) {
      return Following.NOT_BEGUN;
    }
    SyncStatus status = sync.status();
    PostgresTarget target = Objects.requireNonNull(sync.service().postgresql());
    String failures = status.failures().isEmpty() ? "" : status.failures().get(0);
    return new Following(
        status.position(),
        sync.tagVersion(),
        status.time(),
        target.automatic(),
        target.checkSeconds(),
        Objects.requireNonNullElse(status.error(), failures),
        status.drift() == null ? 0 : status.drift().time());
  }

  EngineService service(TenantId tenant, String name) {
    return of(tenant, name).service();
  }

  private Outcome run(TenantId tenant, String name, Kind kind) {
    try {
      return of(tenant, name).run(kind);
    } catch (SQLException failure) {
      throw new CatalogException(
          ErrorCode.UNAVAILABLE,
          "the database of %s: %s".formatted(name, PostgresRun.reason(failure)),
          failure);
    }
  }

  private PostgresSync of(TenantId tenant, String name) {
    PostgresSync sync = syncs.get(new Key(tenant, name));
    if (sync == null) {
      EngineService service = services.require(tenant, name);
      throw new CatalogException(
          ErrorCode.BAD_REQUEST,
          "service '%s' is of type %s, not postgresql".formatted(name, service.type()));
    }
    return sync;
  }

  private void requestAll(TenantId tenant) {
    syncs.forEach(
        (key, sync) -> {
          if (key.tenant().equals(tenant)) {
            sync.request();
          }
        });
  }

  private synchronized void refresh(TenantId tenant) {
    List<EngineService> wanted =
        services.all(tenant).stream()
            .filter(service -> service.type() == ServiceType.POSTGRESQL)
            .toList();
    syncs.forEach(
        (key, sync) -> {
          if (key.tenant().equals(tenant) && !wanted.contains(sync.service())) {
            syncs.remove(key);
            sync.close();
          }
        });
    for (EngineService service : wanted) {
      syncs.computeIfAbsent(new Key(tenant, service.name()), k -> started(tenant, service));
    }
  }

  private PostgresSync started(TenantId tenant, EngineService service) {
    PostgresSync sync =
        new PostgresSync(
            tenant,
            service,
            run,
            tags,
            clock,
            (name, millis) -> listeners.forEach(one -> one.enforced(name, millis)));
    sync.start();
    return sync;
  }

  @Override
  public void close() {
    syncs.values().forEach(PostgresSync::close);
  }
}
