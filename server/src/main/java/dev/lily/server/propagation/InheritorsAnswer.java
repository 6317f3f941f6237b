package dev.lily.server.propagation;

import dev.lily.graph.RequestContext;
import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.lineage.Inheritors;
import dev.lily.graph.lineage.LineageIndex;
import dev.lily.graph.sight.GuardedCatalog;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Says in JSON which assets have an asset's values. */
record InheritorsAnswer(RequestContext context, GuardedCatalog reader, LineageIndex index) {

  Map<String, Object> of(Asset asset, Inheritors inheritors) {
    List<Guid> shown =
        Stream.concat(
                Stream.of(asset.guid()),
                inheritors.rules().stream()
                    .flatMap(by -> by.targets().stream())
                    .map(Inheritors.Target::asset))
            .toList();
    ShownAssets assets = new ShownAssets(context, reader, index, shown);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("asset", assets.of(asset.guid()));
    answer.put("position", inheritors.position());
    answer.put("rules", inheritors.rules().stream().map(by -> rule(by, assets)).toList());
    return answer;
  }

  private static Map<String, Object> rule(Inheritors.ByRule by, ShownAssets assets) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("aspect", by.rule().aspect());
    answer.put("rule", by.rule().id());
    answer.put("mode", by.rule().mode().name());
    answer.put("targetCount", by.targetCount());
    answer.put("complete", by.complete());
    answer.put(
        "targets",
        by.targets().stream()
            .map(
                target -> {
                  Map<String, Object> told = new LinkedHashMap<>();
                  told.put("distance", target.steps());
                  told.put("asset", assets.of(target.asset()));
                  return told;
                })
            .toList());
    return answer;
  }
}
