package dev.lily.policy.opa;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lily.graph.TenantId;
import dev.lily.policy.Asker;
import dev.lily.policy.Decision;
import dev.lily.policy.Decisions;
import dev.lily.policy.EngineResource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Trino's questions to an Open Policy Agent (plug-in {@code opa} of Trino 476), one method for each
 * configured URI. Bodies and answers are JSON: {@code {"input":{"context":…,"action":…}}} and
 * {@code {"result":…}}. Every method throws {@link dev.lily.graph.CatalogException} BAD_REQUEST
 * with the JSON pointer of a fault, and NOT_FOUND for an unknown service; Trino then refuses the
 * query.
 *
 * <p>An operation that is unknown here is refused.
 */
public final class TrinoOpa {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Decisions decisions;

  public TrinoOpa(Decisions decisions) {
    this.decisions = decisions;
  }

  private record Request(Asker asker, String operation, OpaNode action) {}

  /** {@code opa.policy.uri}: true or false. */
  public JsonNode allow(TenantId tenant, String service, JsonNode body) {
    Request request = request(tenant, service, body);
    OpaNode action = request.action();
    TrinoOperation operation = TrinoOperation.named(request.operation());
    boolean allowed = isAllowed(request.asker(), operation, action.optional("resource"), action);
    Optional<OpaNode> target = action.optional("targetResource");
    if (allowed && target.isPresent()) {
      allowed = isAllowed(request.asker(), operation, target, action);
    }
    return result(JSON.booleanNode(allowed));
  }

  /**
   * {@code opa.policy.batched-uri}: which of the resources the user may see, by index; for columns
   * the indexes are those of the columns of the one table.
   */
  public JsonNode filter(TenantId tenant, String service, JsonNode body) {
    Request request = request(tenant, service, body);
    TrinoOperation operation = TrinoOperation.named(request.operation());
    List<OpaNode> resources = request.action().at("filterResources").items();
    ArrayNode visible = JSON.arrayNode();
    if (operation.kind() == TrinoOperation.Kind.COLUMNS && resources.size() == 1) {
      List<Decision> columns = columns(request.asker(), operation, resources.get(0));
      for (int i = 0; i < columns.size(); i++) {
        if (columns.get(i).allowed()) {
          visible.add(i);
        }
      }
      return result(visible);
    }
    for (int i = 0; i < resources.size(); i++) {
      if (isAllowed(request.asker(), operation, Optional.of(resources.get(i)), request.action())) {
        visible.add(i);
      }
    }
    return result(visible);
  }

  /** {@code opa.policy.row-filters-uri}: the conditions that a row must meet. */
  public JsonNode rowFilters(TenantId tenant, String service, JsonNode body) {
    Request request = request(tenant, service, body);
    EngineResource table =
        TrinoResources.of(
            TrinoOperation.Kind.TABLE, request.action().optional("resource"), request.action());
    ArrayNode filters = JSON.arrayNode();
    decisions
        .rowFilter(request.asker(), table)
        .rowFilter()
        .ifPresent(expression -> filters.add(expression(expression)));
    return result(filters);
  }

  /** {@code opa.policy.column-masking-uri}: the mask of one column, or null. */
  public JsonNode columnMask(TenantId tenant, String service, JsonNode body) {
    Request request = request(tenant, service, body);
    OpaNode column = request.action().object("resource").object("column");
    Decision decision =
        decisions.mask(request.asker(), TrinoResources.tableOfColumn(column), column(column));
    return result(
        decision
            .mask()
            .<JsonNode>map(mask -> expression(mask.expression()))
            .orElse(JSON.nullNode()));
  }

  /** {@code opa.policy.batch-column-masking-uri}: the masks of those columns that have one. */
  public JsonNode columnMasks(TenantId tenant, String service, JsonNode body) {
    Request request = request(tenant, service, body);
    Map<EngineResource, Map<Integer, Decisions.Column>> tables = new LinkedHashMap<>();
    List<OpaNode> resources = request.action().at("filterResources").items();
    Map<TableName, EngineResource> named = new HashMap<>();
    for (int i = 0; i < resources.size(); i++) {
      OpaNode column = resources.get(i).object("column");
      EngineResource table =
          named.computeIfAbsent(TableName.of(column), name -> TrinoResources.tableOfColumn(column));
      tables.computeIfAbsent(table, t -> new LinkedHashMap<>()).put(i, column(column));
    }
    ArrayNode masks = JSON.arrayNode();
    tables.forEach((table, columns) -> addMasks(masks, request.asker(), table, columns));
    return result(masks);
  }

  /** Names as they are in a question. */
  private record TableName(String catalog, String schema, String table) {
    static TableName of(OpaNode column) {
      return new TableName(
          column.text("catalogName"), column.text("schemaName"), column.text("tableName"));
    }
  }

  private void addMasks(
      ArrayNode masks, Asker asker, EngineResource table, Map<Integer, Decisions.Column> columns) {
    List<Decision> made = decisions.masks(asker, table, List.copyOf(columns.values()));
    int next = 0;
    for (Integer index : columns.keySet()) {
      Optional<Decision.Mask> mask = made.get(next++).mask();
      if (mask.isPresent()) {
        ObjectNode entry = masks.addObject().put("index", index);
        entry.set("viewExpression", expression(mask.get().expression()));
      }
    }
  }

  private boolean isAllowed(
      Asker asker, TrinoOperation operation, Optional<OpaNode> resource, OpaNode action) {
    if (operation.kind() == TrinoOperation.Kind.UNKNOWN) {
      return false;
    }
    if (operation.kind() == TrinoOperation.Kind.COLUMNS) {
      OpaNode given = resource.orElseGet(() -> action.object("resource"));
      return columns(asker, operation, given).stream().allMatch(Decision::allowed);
    }
    EngineResource named = TrinoResources.of(operation.kind(), resource, action);
    return decisions.access(asker, named, operation.access(), operation.reach()).allowed();
  }

  private List<Decision> columns(Asker asker, TrinoOperation operation, OpaNode resource) {
    EngineResource table =
        TrinoResources.of(TrinoOperation.Kind.COLUMNS, Optional.of(resource), resource);
    return decisions.access(
        asker, table, TrinoResources.columns(resource), operation.access(), operation.reach());
  }

  private static Request request(TenantId tenant, String service, JsonNode body) {
    OpaNode input = OpaNode.body(body).object("input");
    OpaNode identity = input.object("context").object("identity");
    Asker asker =
        new Asker(tenant, service, identity.name("user"), Set.copyOf(identity.texts("groups")));
    OpaNode action = input.object("action");
    return new Request(asker, action.text("operation"), action);
  }

  private static Decisions.Column column(OpaNode column) {
    return new Decisions.Column(column.text("columnName"), column.text("columnType"));
  }

  private static ObjectNode expression(String sql) {
    return JSON.objectNode().put("expression", sql);
  }

  private static ObjectNode result(JsonNode value) {
    ObjectNode answer = JSON.objectNode();
    answer.set("result", value);
    return answer;
  }
}
