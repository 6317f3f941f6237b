package dev.lily.server.lineage;

import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.lineage.EdgeKind;
import dev.lily.graph.lineage.LineageEdge;
import dev.lily.graph.lineage.query.AssetBrief;
import dev.lily.graph.lineage.query.Cycle;
import dev.lily.graph.lineage.query.Scene;
import dev.lily.server.http.ApiRequest;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Assets and edges of lineage as JSON values.
 *
 * @param now what holds at this moment is not marked
 */
record LineageJson(Instant now) {
  static LineageJson at(ApiRequest request) {
    return new LineageJson(request.context().clock().instant());
  }

  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  Map<String, Object> asset(AssetBrief asset) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("guid", asset.guid().toString());
    asset
        .key()
        .ifPresent(
            key -> {
              json.put("typeName", key.typeName());
              json.put("qualifiedName", key.qualifiedName());
            });
    json.put("kind", word(asset.kind()));
    json.put("deleted", asset.deleted());
    json.put(
        "classifications",
        asset.classifications().stream().map(one -> classification(one, asset.guid())).toList());
    return json;
  }

  private Map<String, Object> classification(Classification one, Guid asset) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", one.typeName());
    json.put("origin", one.isOwnOf(asset) ? "own" : "propagated");
    json.put("originGuid", one.origin().toString());
    if (!one.holdsAt(now)) {
      json.put("holdsNow", false);
    }
    return json;
  }

  Map<String, Object> node(Scene.Node node) {
    Map<String, Object> json = asset(node.asset());
    node.container().ifPresent(container -> json.put("container", container.toString()));
    json.put("side", word(node.side()));
    json.put("distance", node.distance());
    json.put("hiddenUpstream", node.hiddenUpstream());
    json.put("hiddenDownstream", node.hiddenDownstream());
    if (node.members() > 0) {
      json.put("members", node.members());
    }
    return json;
  }

  static Map<String, Object> edge(Scene.Edge edge) {
    return edge.relationship()
        .map(LineageJson::edge)
        .orElseGet(
            () -> {
              Map<String, Object> json = new LinkedHashMap<>();
              json.put("from", edge.from().toString());
              json.put("to", edge.to().toString());
              json.put("count", edge.count());
              return json;
            });
  }

  /** An edge in the direction of the data. */
  static Map<String, Object> edge(LineageEdge edge) {
    boolean forward = edge.flowsForward();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("from", (forward ? edge.from() : edge.to()).toString());
    json.put("to", (forward ? edge.to() : edge.from()).toString());
    json.put("relationshipType", edge.relationshipType());
    json.put("kind", edge.kind() == EdgeKind.COLUMN_LINEAGE ? "column" : "dataset");
    json.put("propagates", propagates(edge));
    if (edge.stopped()) {
      json.put("stopReason", edge.stopReason());
    }
    json.put("blocked", edge.blocked().stream().sorted().toList());
    return json;
  }

  private static String propagates(LineageEdge edge) {
    return switch (edge.propagateTags()) {
      case NONE -> "none";
      case BOTH -> "both";
      case ONE_TO_TWO -> edge.flowsForward() ? "downstream" : "upstream";
      case TWO_TO_ONE -> edge.flowsForward() ? "upstream" : "downstream";
    };
  }

  static Map<String, Object> cycle(Cycle cycle, List<?> members) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("datasets", cycle.datasets());
    json.put("columns", cycle.columns());
    json.put("processes", cycle.processes());
    json.put("members", members);
    json.put("membersTruncated", members.size() < cycle.size());
    return json;
  }
}
