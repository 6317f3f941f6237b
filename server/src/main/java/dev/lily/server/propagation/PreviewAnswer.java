package dev.lily.server.propagation;

import dev.lily.graph.asset.Guid;
import dev.lily.graph.lineage.HeldBack;
import dev.lily.graph.lineage.Preview;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Says in JSON what a proposal would change, one page of it.
 *
 * @param offset how many of each list to pass over
 * @param limit how many of each list to tell
 */
record PreviewAnswer(Preview preview, int offset, int limit) {

  /** Every asset that is told. */
  Set<Guid> shown() {
    Set<Guid> shown = new LinkedHashSet<>();
    for (Preview.Effect effect : preview.effects()) {
      shown.addAll(page(effect.gained()));
      shown.addAll(page(effect.lost()));
      page(effect.heldBack()).forEach(held -> shown.addAll(List.of(held.from(), held.to())));
    }
    return shown;
  }

  Map<String, Object> write(ShownAssets assets, ShownEdges edges) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("position", preview.position());
    answer.put("complete", preview.complete());
    answer.put("offset", offset);
    answer.put("limit", limit);
    List<Map<String, Object>> effects = new ArrayList<>();
    preview.effects().forEach(effect -> effects.add(effect(effect, assets, edges)));
    answer.put("effects", effects);
    return answer;
  }

  private Map<String, Object> effect(Preview.Effect effect, ShownAssets assets, ShownEdges edges) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("classification", effect.name());
    answer.put("gainedCount", effect.gained().size());
    answer.put("lostCount", effect.lost().size());
    answer.put("unchangedCount", effect.unchanged());
    answer.put("heldBackCount", effect.heldBack().size());
    answer.put("gained", page(effect.gained()).stream().map(assets::of).toList());
    answer.put("lost", page(effect.lost()).stream().map(assets::of).toList());
    answer.put(
        "heldBack",
        page(effect.heldBack()).stream().map(held -> heldBack(held, assets, edges)).toList());
    return answer;
  }

  private static Map<String, Object> heldBack(HeldBack held, ShownAssets assets, ShownEdges edges) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("from", assets.of(held.from()));
    answer.put("to", assets.of(held.to()));
    answer.put("reason", held.reason());
    answer.putAll(edges.of(held.edge()));
    return answer;
  }

  private <T> List<T> page(List<T> all) {
    int from = Math.min(offset, all.size());
    return all.subList(from, Math.min(all.size(), from + limit));
  }
}
