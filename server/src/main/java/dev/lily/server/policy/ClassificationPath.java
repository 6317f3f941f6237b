package dev.lily.server.policy;

import dev.lily.graph.TenantId;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.lineage.ClassificationIndex;
import dev.lily.graph.lineage.LineageEdge;
import dev.lily.graph.sight.IndexSight;
import dev.lily.server.access.ShownName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** How a classification came to an asset, as far as the caller may see it. */
final class ClassificationPath {
  private ClassificationPath() {}

  static Map<String, Object> of(
      ClassificationIndex index,
      IndexSight sight,
      TenantId tenant,
      Guid asset,
      Classification one) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("typeName", one.typeName());
    answer.put("origin", sight.sees(one.origin()) ? one.origin().toString() : "");
    answer.put(
        "path",
        Stream.concat(
                Stream.of(ShownName.of(index, sight, tenant, one.origin())),
                index.shortestPath(tenant, one.origin(), asset, one.typeName()).stream()
                    .flatMap(List::stream)
                    .map(edge -> end(index, sight, tenant, edge)))
            .toList());
    return answer;
  }

  private static String end(
      ClassificationIndex index, IndexSight sight, TenantId tenant, LineageEdge edge) {
    return sight.sees(edge) ? ShownName.of(index, sight, tenant, edge.to()) : ShownName.HIDDEN;
  }
}
