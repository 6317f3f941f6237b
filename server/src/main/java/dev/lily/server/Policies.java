package dev.lily.server;

import dev.lily.graph.TenantId;
import dev.lily.graph.asset.AssetRef;
import dev.lily.graph.lineage.ClassificationIndex;
import dev.lily.graph.sight.GuardedCatalog;
import dev.lily.graph.store.GraphCatalog;
import dev.lily.graph.type.ClassificationType;
import dev.lily.policy.AccessForecast;
import dev.lily.policy.PolicyCheck;
import dev.lily.policy.binding.EngineService;
import dev.lily.policy.binding.Mappings;
import dev.lily.policy.binding.ServiceType;
import dev.lily.policy.opa.TrinoOpa;
import dev.lily.policy.postgres.Planner;
import dev.lily.policy.ranger.EngineVocabulary;
import dev.lily.policy.ranger.LockoutCheck;
import dev.lily.policy.ranger.LongPoll;
import dev.lily.policy.ranger.RangerDecisions;
import dev.lily.policy.ranger.RangerDownloads;
import dev.lily.policy.ranger.RangerForecast;
import dev.lily.policy.ranger.RangerReport;
import dev.lily.policy.ranger.ServiceEngines;
import dev.lily.policy.store.FileDirectoryStore;
import dev.lily.policy.store.FilePolicyStore;
import dev.lily.policy.store.FileServiceStore;
import dev.lily.policy.tags.TagViews;
import dev.lily.policy.tags.Visible;
import dev.lily.server.http.RouteModule;
import dev.lily.server.policy.AccessRoutes;
import dev.lily.server.policy.OpaRoutes;
import dev.lily.server.policy.PolicyEditor;
import dev.lily.server.policy.PolicyRoutes;
import dev.lily.server.policy.PrincipalRoutes;
import dev.lily.server.policy.RangerRoutes;
import dev.lily.server.policy.ServiceRoutes;
import dev.lily.server.policy.SimulationRoutes;
import dev.lily.server.postgres.PostgresConnector;
import dev.lily.server.postgres.PostgresRoutes;
import dev.lily.server.postgres.PostgresSync;
import dev.lily.server.postgres.PostgresSyncs;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

  private final FilePolicyStore policies;
  private final FileDirectoryStore directories;
  private final FileServiceStore services;
  private final TagViews tags;
  private final RangerDecisions decisions;
  private final RangerForecast forecast;
  private final RangerReport report;
  private final ClassificationIndex index;
  private final RangerDownloads downloads;
  private final LongPoll longPoll;
  private final PolicyEditor editor;
  private final PostgresSyncs databases;
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
      Duration tagPollInterval,
      PostgresConnector connector,
      Clock clock) {
    this.index = index;
    policies = new FilePolicyStore(folder);
    directories = new FileDirectoryStore(folder, clock);
    services = new FileServiceStore(folder, List.of(trino()));
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
    ServiceEngines engines = new ServiceEngines(policies, directories, services, tagPollInterval);
    decisions = new RangerDecisions(engines, tags, directories, clock);
    forecast = new RangerForecast(engines, tags, directories, clock);
    report = new RangerReport(engines, tags, directories, clock);
    downloads = new RangerDownloads(engines, tags, directories, services, clock);
    longPoll = new LongPoll(policies, directories, tags, executor);
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
  }

  /**
   * What is asked over HTTP about policies.
   *
   * @param longest how long a plug-in may wait for news
   */
  List<RouteModule> routes(GuardedCatalog catalog, Duration longest) {
    return List.of(
        new PolicyRoutes(editor),
        new PrincipalRoutes(directories),
        new ServiceRoutes(services, tags, catalog),
        new AccessRoutes(catalog, index, report),
        new SimulationRoutes(editor, services, tags, index, forecast, catalog.guards()),
        new PostgresRoutes(databases),
        new OpaRoutes(new TrinoOpa(decisions)),
        new RangerRoutes(downloads, longPoll, longest));
  }

  static Policies open(
      GraphCatalog catalog,
      ClassificationIndex index,
      Path folder,
      Duration tagPollInterval,
      PostgresConnector connector,
      Clock clock) {
    return new Policies(catalog, index, folder, tagPollInterval, connector, clock);
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
                }));
  }

  /** The service of a new tenant: a Trino whose catalogs hold what the common models describe. */
  private static EngineService trino() {
    var rules = new ArrayList<>(Mappings.trino("lily"));
    rules.addAll(Mappings.hiveInTrino("lily", "hive"));
    rules.addAll(
        Mappings.openLineage(
            "openlineage_dataset",
            "openlineage_column",
            "file",
            "/data/shop/warehouse/{schema}/{table}",
            Map.of("catalog", "shop")));
    return new EngineService("trino", ServiceType.TRINO, 1, "lily_tag", rules);
  }

  private static Set<String> superTypes(GraphCatalog catalog, String classification) {
    return catalog
        .types()
        .types()
        .findClassificationType(classification)
        .map(ClassificationType::allSuperTypes)
        .orElse(Set.of());
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
    tags.close();
  }
}
