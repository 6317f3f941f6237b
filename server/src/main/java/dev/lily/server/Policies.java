package dev.lily.server;

import dev.lily.graph.Catalog;
import dev.lily.graph.RequestContext;
import dev.lily.graph.TenantId;
import dev.lily.graph.asset.AssetRef;
import dev.lily.graph.lineage.ClassificationIndex;
import dev.lily.graph.sight.GuardedCatalog;
import dev.lily.graph.store.GraphCatalog;
import dev.lily.graph.type.ClassificationType;
import dev.lily.policy.AccessForecast;
import dev.lily.policy.Observations;
import dev.lily.policy.PolicyCheck;
import dev.lily.policy.audit.AuditTrail;
import dev.lily.policy.audit.AuditedDecisions;
import dev.lily.policy.audit.DownloadAudit;
import dev.lily.policy.opa.TrinoOpa;
import dev.lily.policy.plugins.PluginActivity;
import dev.lily.policy.postgres.Planner;
import dev.lily.policy.ranger.CanaryDecisions;
import dev.lily.policy.ranger.DirectoryLockoutCheck;
import dev.lily.policy.ranger.EngineVocabulary;
import dev.lily.policy.ranger.LockoutCheck;
import dev.lily.policy.ranger.MonitorEngines;
import dev.lily.policy.ranger.MonitoredDecisions;
import dev.lily.policy.ranger.RangerAuditReader;
import dev.lily.policy.ranger.RangerDecisions;
import dev.lily.policy.ranger.RangerExport;
import dev.lily.policy.ranger.RangerForecast;
import dev.lily.policy.ranger.RangerReport;
import dev.lily.policy.ranger.RangerStatementReport;
import dev.lily.policy.ranger.ServiceEngines;
import dev.lily.policy.store.FileDirectoryStore;
import dev.lily.policy.store.FilePolicyStore;
import dev.lily.policy.store.FileServiceStore;
import dev.lily.policy.tags.TagViews;
import dev.lily.policy.tags.Visible;
import dev.lily.server.enforcement.Canaries;
import dev.lily.server.enforcement.Enforcement;
import dev.lily.server.enforcement.EnforcementMetrics;
import dev.lily.server.enforcement.EnforcementRoutes;
import dev.lily.server.enforcement.OpaActivity;
import dev.lily.server.http.RouteModule;
import dev.lily.server.operations.Metrics;
import dev.lily.server.policy.AccessRoutes;
import dev.lily.server.policy.ObservationRoutes;
import dev.lily.server.policy.OpaRoutes;
import dev.lily.server.policy.PolicyEditor;
import dev.lily.server.policy.PolicyRoutes;
import dev.lily.server.policy.PrincipalRoutes;
import dev.lily.server.policy.ServiceEditor;
import dev.lily.server.policy.ServiceRoutes;
import dev.lily.server.policy.SimulationRoutes;
import dev.lily.server.policy.StatementRoutes;
import dev.lily.server.policy.TagImportRoutes;
import dev.lily.server.policy.TransferRoutes;
import dev.lily.server.postgres.PostgresConnector;
import dev.lily.server.postgres.PostgresRoutes;
import dev.lily.server.postgres.PostgresSync;
import dev.lily.server.postgres.PostgresSyncs;
import dev.lily.server.settings.EnforcementSettings;
import dev.lily.server.settings.PolicySettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The policy model of every tenant with its doors: OPA, Ranger and PostgreSQL. */
final class Policies implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Policies.class);

  private final PolicyStores stores;
  private final TagViews tags;
  private final ServiceEngines engines;
  private final RangerDecisions decisions;
  private final Observations observations;
  private final MonitoredDecisions monitored;
  private final RangerForecast forecast;
  private final RangerReport report;
  private final RangerStatementReport statements;
  private final ClassificationIndex index;
  private final AuditTrail trail;
  private final DownloadAudit downloads;
  private final PluginDoor plugins;
  private final PolicyEditor editor;
  private final PostgresSyncs databases;
  private final OpaActivity asked;
  private final Enforcement enforcement;
  private final ExecutorService executor =
      Executors.newFixedThreadPool(
          2,
          task -> {
            Thread thread = new Thread(task, "policy-news");
            thread.setDaemon(true);
            return thread;
          });

  private Policies(
      GraphCatalog catalog,
      ClassificationIndex index,
      Path folder,
      PolicySettings settings,
      PostgresConnector connector,
      AuditTrail trail,
      Clock clock) {
    this.index = index;
    this.trail = trail;
    downloads = new DownloadAudit(trail);
    stores = PolicyStores.open(folder, clock);
    FilePolicyStore policies = stores.policies();
    FileDirectoryStore directories = stores.directories();
    FileServiceStore services = stores.services();
    tags =
        new TagViews(
            index,
            policies,
            services,
            new TagViews.Sources(
                (tenant, guid) -> index.lineage().find(tenant, guid).map(AssetRef::key),
                name -> superTypes(catalog, name),
                folder,
                clock));
    tags.onVisible(
        visible ->
            LOG.debug(
                "decisions of {} follow position {} after {} ms, {} resources changed",
                visible.service(),
                visible.position(),
                visible.time() - visible.eventTime(),
                visible.resources()));
    engines = new ServiceEngines(policies, directories, services, settings.tagPollInterval());
    decisions = new RangerDecisions(engines, tags, directories, clock);
    forecast = new RangerForecast(engines, tags, directories, clock);
    MonitorEngines monitors = new MonitorEngines(engines, directories, executor);
    observations = new Observations(folder, clock);
    monitored = new MonitoredDecisions(decisions, monitors, observations, clock);
    statements = new RangerStatementReport(engines, monitors, tags, directories, clock);
    report = new RangerReport(engines, monitors, tags, directories, clock);
    plugins = new PluginDoor(stores, engines, tags, settings.pluginThreshold(), executor);
    editor =
        new PolicyEditor(
            policies,
            services,
            catalog.types(),
            new PolicyCheck(new EngineVocabulary()),
            new LockoutCheck(engines, directories, clock));
    databases =
        new PostgresSyncs(
            new PostgresSyncs.Sources(services, policies, directories, tags),
            new Planner(decisions, tags, policies, directories),
            connector,
            clock);
    asked = new OpaActivity(clock);
    enforcement =
        new Enforcement(
            new Enforcement.Sources(
                services, tags, plugins.versions(), plugins.activity(), asked, databases),
            settings.pluginThreshold(),
            clock);
  }

  /**
   * What is asked over HTTP about policies.
   *
   * @param longest how long a plug-in may wait for news
   */
  List<RouteModule> routes(GuardedCatalog catalog, Canaries canaries, Duration longest) {
    List<RouteModule> routes = new ArrayList<>(plugins.routes(downloads, longest));
    routes.addAll(
        List.of(
            new TransferRoutes(editor, stores.services(), new RangerExport(engines)),
            new PolicyRoutes(editor),
            new ObservationRoutes(editor, observations),
            new PrincipalRoutes(
                stores.directories(), new DirectoryLockoutCheck(engines, stores.clock())),
            new ServiceRoutes(
                new ServiceEditor(
                    stores.services(), stores.policies(), catalog.types(), databases, enforcement),
                stores.services(),
                tags,
                catalog,
                enforcement),
            new EnforcementRoutes(enforcement, canaries),
            new AccessRoutes(catalog, index, report, trail),
            new StatementRoutes(catalog, index, editor, stores.services(), statements, trail),
            new SimulationRoutes(
                editor, stores.services(), tags, index, forecast, catalog.guards()),
            new PostgresRoutes(databases),
            new OpaRoutes(this::opa, asked),
            new TagImportRoutes(stores.services(), tags)));
    return routes;
  }

  /** Trino's questions of one request, each kept as far as decisions are. */
  private TrinoOpa opa(RequestContext context) {
    return new TrinoOpa(
        new AuditedDecisions(
            monitored,
            trail,
            new AuditedDecisions.Door(
                "opa", context.requestId(), context.principal().name(), context.clock())));
  }

  /** Reads what plug-ins decided. */
  RangerAuditReader auditReader(int sqlCharacters) {
    return new RangerAuditReader(stores.services(), stores.policies(), sqlCharacters);
  }

  static Policies open(
      GraphCatalog catalog,
      ClassificationIndex index,
      Path folder,
      PolicySettings settings,
      PostgresConnector connector,
      AuditTrail trail,
      Clock clock) {
    return new Policies(catalog, index, folder, settings, connector, trail, clock);
  }

  /**
   * Makes the first question of each tenant as fast as the others; databases follow from then on.
   */
  void warm(List<TenantId> tenants) {
    executor.execute(
        () ->
            tenants.forEach(
                tenant -> {
                  decisions.warm(tenant);
                  databases.start(tenant);
                  editor.warnOfUnapplied(tenant);
                }));
  }

  private static Set<String> superTypes(GraphCatalog catalog, String classification) {
    return catalog
        .types()
        .types()
        .findClassificationType(classification)
        .map(ClassificationType::allSuperTypes)
        .orElse(Set.of());
  }

  /** What plug-ins run and have fetched. */
  PluginActivity plugins() {
    return plugins.activity();
  }

  AccessForecast forecast() {
    return forecast;
  }

  void onVisible(Consumer<Visible> listener) {
    tags.onVisible(listener);
  }

  void onEnforced(PostgresSync.EnforcementListener listener) {
    databases.onEnforced(listener);
  }

  /** The canaries of the tenants, and what is measured of the engines. */
  Canaries canaries(
      Catalog catalog, EnforcementSettings settings, List<TenantId> tenants, Metrics metrics) {
    Canaries canaries =
        new Canaries(
            catalog,
            enforcement,
            new CanaryDecisions(engines, tags, stores.clock()),
            new Canaries.Options(settings.canaryInterval(), settings.canaryPatience()),
            stores.clock());
    new EnforcementMetrics(enforcement, canaries, tenants).register(metrics);
    if (settings.canary()) {
      canaries.start(tenants);
    }
    return canaries;
  }

  /** An interrupt would close the files that are being read. */
  private void finishNews() {
    executor.shutdown();
    try {
      executor.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    finishNews();
    databases.close();
    observations.close();
    tags.close();
    plugins.close();
    downloads.close();
  }
}
