package dev.lily.server;

import dev.lily.graph.Principal;
import dev.lily.graph.RequestContext;
import dev.lily.graph.TenantId;
import dev.lily.graph.gremlin.GremlinEndpoint;
import dev.lily.graph.sight.GuardedActivity;
import dev.lily.graph.sight.GuardedCatalog;
import dev.lily.graph.sight.GuardedRelationships;
import dev.lily.graph.store.GraphCatalog;
import dev.lily.graph.store.StoreSettings;
import dev.lily.graph.type.BuiltInModels;
import dev.lily.graph.type.Revision;
import dev.lily.graph.type.TypesDef;
import dev.lily.notifications.openlineage.FailedRunFile;
import dev.lily.notifications.openlineage.OpenLineageIngest;
import dev.lily.policy.access.Authorizer;
import dev.lily.policy.access.CatalogDoor;
import dev.lily.policy.access.CatalogRuleStore;
import dev.lily.policy.store.FileCatalogRuleStore;
import dev.lily.server.access.CatalogAccessRoutes;
import dev.lily.server.access.CatalogTypeNames;
import dev.lily.server.access.DecisionRoutes;
import dev.lily.server.access.RuleEditor;
import dev.lily.server.activity.ActivityRoutes;
import dev.lily.server.atlas.AtlasLimits;
import dev.lily.server.atlas.AtlasRoutes;
import dev.lily.server.atlas.AtlasServices;
import dev.lily.server.enforcement.Canaries;
import dev.lily.server.http.HttpServer;
import dev.lily.server.http.Route;
import dev.lily.server.http.RouteModule;
import dev.lily.server.http.Routes;
import dev.lily.server.identity.IdentityService;
import dev.lily.server.identity.Tenants;
import dev.lily.server.lineage.LineageQueryRoutes;
import dev.lily.server.logging.Logging;
import dev.lily.server.openlineage.OpenLineageRoutes;
import dev.lily.server.operations.DataFolder;
import dev.lily.server.operations.Lifecycle;
import dev.lily.server.operations.Metrics;
import dev.lily.server.operations.MetricsRoutes;
import dev.lily.server.operations.OperationsRoutes;
import dev.lily.server.operations.Operators;
import dev.lily.server.operations.OverviewRoutes;
import dev.lily.server.operations.RunningServer;
import dev.lily.server.operations.ServerState;
import dev.lily.server.operations.StartException;
import dev.lily.server.operations.StartListener;
import dev.lily.server.postgres.PostgresConnector;
import dev.lily.server.postgres.PostgresPasswords;
import dev.lily.server.propagation.FollowedPosition;
import dev.lily.server.propagation.InheritedRoutes;
import dev.lily.server.propagation.MaterialiserRoutes;
import dev.lily.server.propagation.MinPosition;
import dev.lily.server.propagation.PreviewRoutes;
import dev.lily.server.propagation.PropagationRoutes;
import dev.lily.server.propagation.RuleRoutes;
import dev.lily.server.propagation.TaskRoutes;
import dev.lily.server.propagation.TypeForecast;
import dev.lily.server.propagation.WhyRoutes;
import dev.lily.server.saved.SavedSearches;
import dev.lily.server.settings.Settings;
import dev.lily.server.ui.PageRoutes;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The running process: every part, wired by hand, in the order of its start. */
public final class Server implements RunningServer {
  private static final Duration MINIMUM_POSITION_WAIT = Duration.ofSeconds(5);

  private final Lifecycle lifecycle;
  private final ServerState state;
  private final List<Route> routes;
  private final Inside inside;

  private Server(Lifecycle lifecycle, ServerState state, List<Route> routes, Inside inside) {
    this.lifecycle = lifecycle;
    this.state = state;
    this.routes = routes;
    this.inside = inside;
  }

  /** The parts that hold the truth and its copies. */
  record Inside(
      GraphCatalog catalog, ChangeLog log, Propagation propagation, ActivityHistory activity) {}

  /**
   * Starts everything; when a part does not start, closes those that did.
   *
   * @param data the data folder
   * @throws StartException what cannot start, why, and what to do
   */
  public static Server start(Settings settings, Path data, StartListener listener) {
    Lifecycle lifecycle = new Lifecycle(listener, settings.server().stopTimeout());
    try {
      return wire(settings, data, lifecycle);
    } catch (StartException e) {
      lifecycle.close();
      throw e;
    }
  }

  @Override
  public ServerState state() {
    return state;
  }

  /** Everything that is answered. */
  List<Route> routes() {
    return routes;
  }

  Inside inside() {
    return inside;
  }

  @Override
  public void close() {
    lifecycle.close();
  }

  private static Server wire(Settings settings, Path data, Lifecycle lifecycle) {
    Clock clock = Clock.systemUTC();
    ServerState starting =
        new ServerState(
            ProcessHandle.current().pid(), Version.current(), clock.instant(), "", 0, false, 0);
    DataFolder folder = lifecycle.start("data folder", () -> DataFolder.open(data, starting));
    Ports.requireFreePort(settings.server());
    lifecycle.start("logs", () -> Logging.start(logs(settings, folder)));
    Metrics metrics = lifecycle.start("metrics", Metrics::new);
    IdentityService identity = lifecycle.start("identity", () -> identity(settings, folder, clock));
    metrics.gauge("lily_sessions", "Sign-ins in browsers that are not over", identity::sessions);
    List<TenantId> tenants = settings.tenants().names().stream().map(TenantId::new).toList();

    GraphCatalog catalog = lifecycle.start("graph", () -> graph(settings, folder, clock));
    CatalogRuleStore rules = new FileCatalogRuleStore(folder.folder("policy"));
    CatalogDoor door = new CatalogDoor(rules, new CatalogTypeNames(catalog.types()));
    catalog.types().onChange(types -> door.forget());
    Authorizer authorizer = new Authorizer(door);
    HeapShares shares =
        new HeapShares(Runtime.getRuntime().maxMemory(), settings.storage().caches());
    catalog.resizeCaches(shares.least());
    ChangeLog log =
        lifecycle.start(
            "change log", () -> ChangeLog.open(settings.kafka(), folder.folder("kafka"), catalog));
    Propagation propagation =
        lifecycle.start(
            "lineage index",
            () ->
                Propagation.start(
                    new Propagation.Place(
                        catalog,
                        log,
                        clock,
                        settings.propagation().batch(),
                        Propagation.snapshot(folder.folder("lineage"))),
                    tenants));
    AtlasNotifications notifications =
        lifecycle.start(
            "notifications",
            () -> AtlasNotifications.start(log, catalog, propagation.index(), clock));
    ActivityHistory activity =
        lifecycle.start(
            "activity", () -> ActivityHistory.start(log, catalog, propagation, metrics));
    Audit audit =
        lifecycle.start(
            "audit",
            () -> Audit.open(settings.audit(), folder.folder("audit"), log, metrics, clock));
    Policies policies =
        lifecycle.start(
            "policies",
            () ->
                Policies.open(
                    catalog,
                    propagation.index(),
                    folder.folder("policy"),
                    settings.policy(),
                    new PostgresConnector(
                        new PostgresPasswords(folder.folder("secrets"), System.getenv())),
                    audit.trail(),
                    clock));
    policies.warm(tenants);
    CatalogMetrics.register(metrics, catalog, log, propagation, notifications, policies);
    HeapWatch heap =
        lifecycle.start(
            "heap", () -> new HeapWatch(shares, propagation.index(), catalog::resizeCaches));
    heap.start();
    CatalogMetrics.register(metrics, heap);
    FailedRunFile failedRuns =
        lifecycle.start("failed runs", () -> OpenLineageDoor.failedRuns(folder, clock));
    OpenLineageIngest ingest =
        OpenLineageDoor.ingest(settings.openlineage(), catalog, log, failedRuns, clock);
    CatalogMetrics.register(metrics, ingest);

    Canaries canaries =
        lifecycle.start(
            "canaries", () -> policies.canaries(catalog, settings.enforcement(), tenants, metrics));
    GuardedCatalog guarded = new GuardedCatalog(catalog, propagation.index(), door);
    MinPosition minPosition = new MinPosition(propagation.index(), MINIMUM_POSITION_WAIT);
    FollowedPosition followed = new FollowedPosition(propagation.keeper(), minPosition);
    TypeForecast typeForecast =
        new TypeForecast(catalog, propagation.index(), propagation::followTypes);
    AtlasServices atlas =
        new AtlasServices(
            guarded,
            new GuardedRelationships(catalog, propagation.index(), door),
            guarded,
            catalog.types(),
            catalog.search(),
            propagation.index(),
            door,
            propagation::follow,
            typeForecast,
            AtlasLimits.STANDARD,
            settings.atlas().createShells());
    TenantId standard = new TenantId(settings.tenants().standard());
    Operators operators = new Operators(standard);
    OperationsOverview overview =
        new OperationsOverview(
            new OperationsOverview.Parts(
                catalog, log, propagation, notifications, activity, heap, audit, folder.path()),
            lifecycle::health,
            clock);
    List<RouteModule> modules =
        List.of(
            new PageRoutes(),
            new OperationsRoutes(lifecycle::health, starting.version()),
            new MetricsRoutes(metrics, operators, settings.server().metricsOnLoopback()),
            identity.routes(),
            new OpenLineageRoutes(ingest),
            new OverviewRoutes(overview, operators),
            DeadLetterDoor.routes(log, ingest, standard),
            audit.routes(policies.auditReader(settings.audit().sqlCharacters())),
            new AtlasRoutes(atlas, new SavedSearches(folder.folder("saved-searches"))),
            new ActivityRoutes(guarded, new GuardedActivity(catalog, propagation.index(), door)),
            new RuleRoutes(catalog, catalog.types(), propagation.index(), catalog.outbox()::head),
            new PropagationRoutes(guarded, propagation.index(), minPosition),
            new MaterialiserRoutes(
                propagation.materialiser(),
                () -> catalog.outbox().head(),
                propagation::unreadTypes,
                followed),
            new TaskRoutes(propagation.materialiser(), followed, guarded),
            new LineageQueryRoutes(
                guarded, propagation.index(), catalog.types(), door, minPosition),
            new WhyRoutes(guarded, propagation.index(), minPosition),
            new InheritedRoutes(guarded, propagation.index(), minPosition),
            new PreviewRoutes(
                guarded, propagation.index(), policies.forecast(), typeForecast, minPosition),
            new CatalogAccessRoutes(
                new RuleEditor(
                    rules, door, propagation.index(), identity::principals, catalog.types())),
            new DecisionRoutes(guarded, propagation.index(), door, identity::principals));
    List<Route> routes =
        Routes.of(
            Stream.concat(
                    modules.stream(),
                    policies.routes(guarded, canaries, settings.policy().longPoll()).stream())
                .toList());
    Optional<GremlinEndpoint> gremlin =
        settings.gremlin().enabled()
            ? Optional.of(
                lifecycle.start(
                    "gremlin",
                    () -> Ports.gremlin(settings, guarded, identity, authorizer, metrics)))
            : Optional.empty();
    HttpServer http =
        lifecycle.start(
            "http", () -> Ports.http(settings.server(), routes, identity, authorizer, metrics));
    ServerState ready =
        starting.listening(
            settings.server().host(), http.port(), gremlin.map(GremlinEndpoint::port).orElse(0));
    folder.publish(ready);
    return new Server(lifecycle, ready, routes, new Inside(catalog, log, propagation, activity));
  }

  private static GraphCatalog graph(Settings settings, DataFolder folder, Clock clock) {
    GraphCatalog catalog =
        GraphCatalog.open(
            new StoreSettings(
                folder.folder("graph"),
                settings.storage().janusGraph(),
                settings.storage().caches().assets()));
    RequestContext context =
        new RequestContext(
            TenantId.DEFAULT, new Principal("lily", Set.of(), Set.of()), clock, "start");
    TypesDef missing =
        BuiltInModels.install(catalog.types().types(), new Revision("lily", clock.millis()))
            .types();
    if (!missing.isEmpty()) {
      catalog.types().create(context, missing);
    }
    return catalog;
  }

  private static Logging.Options logs(Settings settings, DataFolder folder) {
    return new Logging.Options(
        folder.folder("logs"),
        settings.log().level().name(),
        settings.log().requests(),
        settings.log().fileBytes(),
        settings.log().files());
  }

  private static IdentityService identity(Settings settings, DataFolder folder, Clock clock) {
    Tenants tenants =
        new Tenants(
            Set.copyOf(settings.tenants().names()), new TenantId(settings.tenants().standard()));
    return IdentityService.open(
        folder.path().resolve("identity.json"),
        folder.folder("secrets"),
        settings.security().identity(tenants),
        new SecureRandom(),
        clock);
  }
}
