package dev.lily.server.policy;

import static dev.lily.graph.BadRequests.require;
import static dev.lily.server.http.ApiHandler.taking;

import dev.lily.graph.RequestContext;
import dev.lily.graph.lineage.ClassificationIndex;
import dev.lily.graph.sight.GuardedCatalog;
import dev.lily.policy.Asker;
import dev.lily.policy.EngineResource;
import dev.lily.policy.Policy;
import dev.lily.policy.PolicySet;
import dev.lily.policy.StatementReport;
import dev.lily.policy.StatementReport.Access;
import dev.lily.policy.StatementReport.Report;
import dev.lily.policy.access.Action;
import dev.lily.policy.audit.AuditTrail;
import dev.lily.policy.binding.Bindings;
import dev.lily.policy.binding.EngineService;
import dev.lily.policy.binding.ServiceStore;
import dev.lily.policy.binding.ServiceType;
import dev.lily.policy.sql.Operation;
import dev.lily.policy.sql.StatementParser;
import dev.lily.policy.sql.StatementUse;
import dev.lily.server.http.ApiRequest;
import dev.lily.server.http.ApiResponse;
import dev.lily.server.http.RouteModule;
import dev.lily.server.http.Routes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether a SQL statement would run for somebody, what they would see, and why. */
public final class StatementRoutes implements RouteModule {
  private static final int PRINCIPALS = 100;
  private static final String NOT_IN_CATALOG = "is not in the catalog as you see it";

  private final GuardedCatalog catalog;
  private final ClassificationIndex index;
  private final PolicyEditor editor;
  private final ServiceStore services;
  private final StatementReport report;
  private final AuditTrail trail;

  public StatementRoutes(
      GuardedCatalog catalog,
      ClassificationIndex index,
      PolicyEditor editor,
      ServiceStore services,
      StatementReport report,
      AuditTrail trail) {
    this.catalog = catalog;
    this.index = index;
    this.editor = editor;
    this.services = services;
    this.report = report;
    this.trail = trail;
  }

  /**
   * What is asked.
   *
   * @param user null for everybody
   * @param catalog where short names of tables lie; and likewise the next two
   * @param policy to be tried: a new one, or one in the place of another (by its id)
   * @param remove the id of a policy to be tried without
   */
  record Asked(
      String service,
      @Nullable String user,
      Set<String> groups,
      Set<String> roles,
      String sql,
      @Nullable String catalog,
      @Nullable String database,
      @Nullable String schema,
      @Nullable Policy policy,
      @Nullable Long remove) {
    Asked {
      require(policy == null || remove == null, "policy or remove: at most one of them");
      require(service != null, "service: the name of the engine's service is expected");
      groups = groups == null ? Set.of() : Set.copyOf(groups);
      roles = roles == null ? Set.of() : Set.copyOf(roles);
    }

    private Map<String, String> defaults(EngineService engine) {
      Map<String, String> defaults = new HashMap<>();
      if (engine.postgresql() != null) {
        defaults.put("database", engine.postgresql().database());
      }
      put(defaults, "catalog", catalog);
      put(defaults, "database", database);
      put(defaults, "schema", schema);
      return defaults;
    }

    private static void put(Map<String, String> defaults, String name, @Nullable String value) {
      if (value != null) {
        defaults.put(name, value);
      }
    }
  }

  @Override
  public void register(Routes routes) {
    routes.post(
        "/api/lily/v1/policies/explain",
        dev.lily.server.http.Access.permitted(Action.READ_POLICY),
        taking(this::explain));
  }

  private ApiResponse explain(ApiRequest request) {
    RequestContext context = request.context();
    Asked asked = request.strictJson(Asked.class);
    EngineService engine = services.require(context.tenant(), asked.service());
    StatementAssets assets = new StatementAssets(catalog, context, new Bindings(engine));
    long position = index.position();
    StatementUse use =
        new StatementParser(engine.type(), asked.defaults(engine), assets).read(asked.sql());
    List<Map<String, String>> unclear = new ArrayList<>();
    use.unclear().forEach(one -> unclear.add(Map.of("what", one.what(), "why", one.why())));
    boolean hides = !catalog.sight(context).guard().seesEverything();
    List<Access> accesses = accesses(engine, use, assets, hides, unclear);
    List<String> warnings = new ArrayList<>();
    Optional<PolicySet> proposed = proposed(context, asked, warnings);
    String user = asked.user();
    Report found =
        user == null
            ? report.of(context.tenant(), engine.name(), accesses, PRINCIPALS, proposed)
            : new Report(
                1,
                List.of(
                    report.of(
                        new Asker(
                            context.tenant(), engine.name(), user, asked.groups(), asked.roles()),
                        accesses,
                        proposed)));
    if (trail.wants(false)) {
      trail.add(
          Explained.of(
              context,
              engine.name(),
              Optional.ofNullable(user).orElse(""),
              asked.groups(),
              String.join(
                  " ", use.uses().stream().map(u -> u.table().toString()).distinct().toList())));
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("service", engine.name());
    answer.put("statement", use.kind());
    answer.put("position", position);
    answer.put("unclear", unclear);
    answer.put("principalCount", found.principals());
    StatementJson shown =
        new StatementJson(
            index, context.tenant(), catalog.sight(context), assets, unclear.isEmpty());
    answer.put("views", found.views().stream().map(shown::view).toList());
    if (proposed.isPresent()) {
      answer.put("warnings", warnings);
    }
    return ApiResponse.json(answer);
  }

  private Optional<PolicySet> proposed(RequestContext context, Asked asked, List<String> warnings) {
    PolicySet now = editor.current(context);
    Policy policy = asked.policy();
    Long remove = asked.remove();
    if (remove != null) {
      return Optional.of(now.without(editor.find(context, remove).id()));
    }
    if (policy == null) {
      return Optional.empty();
    }
    warnings.addAll(editor.check(context, policy));
    return Optional.of(now.with(policy));
  }

  /**
   * Every access that policies decide about.
   *
   * @param hides whether something of the catalog is hidden from the caller: what is not known to
   *     them is then not decided about, since the decision would tell what is there
   */
  private static List<Access> accesses(
      EngineService engine,
      StatementUse use,
      StatementAssets assets,
      boolean hides,
      List<Map<String, String>> unclear) {
    List<Access> accesses = new ArrayList<>();
    if (engine.type() == ServiceType.TRINO) {
      accesses.add(new Access(EngineResource.of("queryid", "*"), "execute", List.of(), false));
    }
    for (StatementUse.Use one : use.uses()) {
      Optional<String> access = one.operation().access(engine.type());
      List<String> unknown = hides ? assets.unknown(one.table(), one.columns()) : List.of();
      unknown.forEach(name -> unclear.add(Map.of("what", name, "why", NOT_IN_CATALOG)));
      if (access.isPresent() && unknown.isEmpty()) {
        accesses.add(
            new Access(
                one.table(),
                access.get(),
                one.columns().stream().map(name -> assets.column(one.table(), name)).toList(),
                one.operation() == Operation.SELECT));
      } else if (access.isEmpty()) {
        unclear.add(
            Map.of(
                "what", one.operation() + " " + one.table(),
                "why", "policies do not decide about it in " + engine.type()));
      }
    }
    return accesses;
  }
}
