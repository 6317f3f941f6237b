package dev.lily.server.policy;

import static dev.lily.server.http.ApiHandler.taking;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.RequestContext;
import dev.lily.graph.TenantId;
import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.AssetStatus;
import dev.lily.graph.asset.AssetView;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.lineage.ClassificationIndex;
import dev.lily.graph.sight.GuardedCatalog;
import dev.lily.graph.sight.IndexSight;
import dev.lily.policy.AccessReport;
import dev.lily.policy.AccessReport.Column;
import dev.lily.policy.AccessReport.Report;
import dev.lily.policy.AccessReport.Subject;
import dev.lily.policy.AccessReport.View;
import dev.lily.policy.Decision;
import dev.lily.policy.access.Action;
import dev.lily.policy.audit.AuditTrail;
import dev.lily.server.http.Access;
import dev.lily.server.http.ApiRequest;
import dev.lily.server.http.ApiResponse;
import dev.lily.server.http.AskedAsset;
import dev.lily.server.http.RouteModule;
import dev.lily.server.http.Routes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Who can read an asset in clear, in which engine, and why: policy, tag and its path. */
public final class AccessRoutes implements RouteModule {
  private static final int STANDARD_LIMIT = 100;

  /** The attributes in which the common models keep the type of a column. */
  private static final List<String> TYPE_ATTRIBUTES = List.of("data_type", "type", "dataType");

  private final GuardedCatalog catalog;
  private final ClassificationIndex index;
  private final AccessReport report;
  private final AuditTrail trail;

  public AccessRoutes(
      GuardedCatalog catalog, ClassificationIndex index, AccessReport report, AuditTrail trail) {
    this.catalog = catalog;
    this.index = index;
    this.report = report;
    this.trail = trail;
  }

  @Override
  public void register(Routes routes) {
    routes.get(
        "/api/lily/v1/entity/guid/{guid}/access",
        Access.permitted(Action.READ_POLICY),
        taking(this::access, "user", "group", "limit", "format"));
  }

  private ApiResponse access(ApiRequest request) {
    TenantId tenant = request.context().tenant();
    Asset asset = AskedAsset.of(catalog, request);
    Subject subject =
        new Subject(asset.ref().key(), columnType(asset), () -> columns(request.context(), asset));
    int limit = AskedAsset.limit(request, "limit", STANDARD_LIMIT);
    long position = index.position();
    Report found =
        request
            .query("user")
            .map(user -> new Report(1, report.of(tenant, subject, user, groups(request))))
            .orElseGet(() -> report.of(tenant, subject, limit));
    if (trail.wants(false)) {
      trail.add(
          Explained.of(
              request.context(),
              "",
              request.query("user").orElse(""),
              groups(request),
              asset.ref().key().qualifiedName()));
    }
    String format = request.query("format").orElse("json");
    return switch (format) {
      case "csv" -> AccessCsv.of(asset.ref().key(), found.views());
      case "json" ->
          ApiResponse.json(
              answer(catalog.sight(request.context()), tenant, asset, position, found));
      default ->
          throw new CatalogException(
              ErrorCode.BAD_REQUEST, "format: json or csv, not '" + format + "'");
    };
  }

  /** What the asset owns, as far as the caller sees it. */
  private List<Column> columns(RequestContext context, Asset asset) {
    return catalog.viewWithOwned(context, asset.guid()).stream()
        .map(AssetView::asset)
        .filter(owned -> owned.status() == AssetStatus.ACTIVE)
        .map(owned -> new Column(owned.ref().key(), columnType(owned)))
        .toList();
  }

  private static Set<String> groups(ApiRequest request) {
    return Set.copyOf(request.queries("group"));
  }

  /** The type of a column in the words of its engine. */
  static String columnType(Asset asset) {
    return TYPE_ATTRIBUTES.stream()
        .flatMap(name -> Stream.ofNullable(asset.attributes().get(name)))
        .map(String::valueOf)
        .findFirst()
        .orElse("varchar");
  }

  private Map<String, Object> answer(
      IndexSight sight, TenantId tenant, Asset asset, long position, Report found) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("guid", asset.ref().guid().toString());
    answer.put("typeName", asset.ref().key().typeName());
    answer.put("qualifiedName", asset.ref().key().qualifiedName());
    answer.put("position", position);
    answer.put("principalCount", found.principals());
    answer.put(
        "views",
        found.views().stream().map(view -> view(sight, tenant, asset.ref().guid(), view)).toList());
    return answer;
  }

  private Map<String, Object> view(IndexSight sight, TenantId tenant, Guid asset, View view) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("service", view.service());
    answer.put("resource", view.resource().toString());
    answer.put("kind", view.who().kind().name());
    answer.put("name", view.who().name());
    answer.put("sight", view.sight().name());
    answer.put("summary", view.summary());
    answer.put("reason", view.decisive().reason());
    view.decisive().mask().ifPresent(mask -> answer.put("mask", mask));
    view.rowFilter()
        .flatMap(Decision::rowFilter)
        .ifPresent(condition -> answer.put("rowFilter", condition));
    view.columns().ifPresent(columns -> answer.put("columns", columns(columns)));
    view.monitored().ifPresent(then -> answer.put("monitored", seen(then)));
    view.everyoneElse().ifPresent(others -> answer.put("everyoneElse", seen(others)));
    answer.put("policies", view.decisive().policies());
    answer.put(
        "classifications",
        view.decisive().classifications().stream()
            .map(one -> ClassificationPath.of(index, sight, tenant, asset, one))
            .toList());
    return answer;
  }

  private static Map<String, Object> columns(AccessReport.Columns columns) {
    return Map.of(
        "count", columns.count(),
        "other", columns.other().stream().map(AccessRoutes::column).toList());
  }

  private static Map<String, Object> column(AccessReport.ColumnView column) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("name", column.name());
    answer.put("typeName", column.asset().typeName());
    answer.put("qualifiedName", column.asset().qualifiedName());
    answer.put("sight", column.sight().name());
    answer.put("reason", column.decisive().reason());
    column.decisive().mask().ifPresent(mask -> answer.put("mask", mask));
    answer.put("policies", column.decisive().policies());
    return answer;
  }

  private static Map<String, Object> seen(AccessReport.Seen then) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("sight", then.sight().name());
    answer.put("reason", then.decisive().reason());
    then.decisive().mask().ifPresent(mask -> answer.put("mask", mask));
    then.rowFilter()
        .flatMap(Decision::rowFilter)
        .ifPresent(condition -> answer.put("rowFilter", condition));
    answer.put("policies", then.decisive().policies());
    return answer;
  }
}
