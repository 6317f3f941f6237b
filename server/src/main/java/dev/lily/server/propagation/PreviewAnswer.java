package dev.lily.server.propagation;

import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.lineage.HeldBack;
import dev.lily.graph.lineage.InheritanceEffect;
import dev.lily.graph.lineage.Inherited;
import dev.lily.graph.lineage.Preview;
import dev.lily.graph.lineage.SeverityEffect;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

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
    preview.severity().stream()
        .flatMap(effect -> page(effect.examples()).stream())
        .forEach(example -> shown.addAll(guids(example)));
    preview.inherited().stream()
        .flatMap(effect -> page(effect.examples()).stream())
        .forEach(example -> shown.addAll(guids(example)));
    return shown;
  }

  private static List<Guid> guids(InheritanceEffect.Example example) {
    return Stream.of(
            Stream.of(example.asset()),
            example.before().stream().map(Inherited.Source::asset),
            example.after().stream().map(Inherited.Source::asset))
        .flatMap(each -> each)
        .toList();
  }

  private static List<Guid> guids(SeverityEffect.Example example) {
    return Stream.of(
            Stream.of(example.asset()),
            example.before().stream().map(Classification::origin),
            example.after().stream().map(Classification::origin))
        .flatMap(each -> each)
        .toList();
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
    answer.put(
        "severity", preview.severity().stream().map(effect -> effect(effect, assets)).toList());
    answer.put(
        "inherited", preview.inherited().stream().map(effect -> effect(effect, assets)).toList());
    return answer;
  }

  private Map<String, Object> effect(SeverityEffect effect, ShownAssets assets) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("classification", effect.classification());
    answer.put("rules", effect.rules());
    answer.put("changedCount", effect.changed());
    answer.put(
        "examples",
        page(effect.examples()).stream().map(example -> example(example, assets)).toList());
    return answer;
  }

  private static Map<String, Object> example(SeverityEffect.Example example, ShownAssets assets) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("asset", assets.of(example.asset()));
    answer.put("before", values(example.before(), assets));
    answer.put("after", values(example.after(), assets));
    return answer;
  }

  private static List<Map<String, Object>> values(List<Classification> all, ShownAssets assets) {
    return all.stream()
        .map(
            one -> {
              Map<String, Object> answer = new LinkedHashMap<>();
              answer.put("attributes", one.attributes());
              answer.put("origin", assets.of(one.origin()));
              return answer;
            })
        .toList();
  }

  private Map<String, Object> effect(InheritanceEffect effect, ShownAssets assets) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("aspect", effect.aspect());
    answer.put("rules", effect.rules());
    answer.put("collected", effect.collected());
    answer.put("gainedCount", effect.gained());
    answer.put("lostCount", effect.lost());
    answer.put("changedCount", effect.changed());
    answer.put(
        "examples",
        page(effect.examples()).stream().map(example -> example(example, assets)).toList());
    return answer;
  }

  private static Map<String, Object> example(
      InheritanceEffect.Example example, ShownAssets assets) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("asset", assets.of(example.asset()));
    example.before().ifPresent(source -> answer.put("before", source(source, assets)));
    example.after().ifPresent(source -> answer.put("after", source(source, assets)));
    return answer;
  }

  private static Map<String, Object> source(Inherited.Source source, ShownAssets assets) {
    return Map.of("asset", assets.of(source.asset()), "distance", source.steps());
  }

  private Map<String, Object> effect(Preview.Effect effect, ShownAssets assets, ShownEdges edges) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("classification", effect.name());
    answer.put("gainedCount", effect.gained().size());
    answer.put("lostCount", effect.lost().size());
    answer.put("unchangedCount", effect.unchanged());
    answer.put("heldBackCount", effect.heldBack().size());
    answer.put("heldBackComplete", effect.heldBackComplete());
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
