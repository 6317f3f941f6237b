package dev.lily.server.propagation;

import dev.lily.graph.RequestContext;
import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.lineage.Inherited;
import dev.lily.graph.lineage.LineageEdge;
import dev.lily.graph.lineage.LineageIndex;
import dev.lily.graph.rule.Aspect;
import dev.lily.graph.rule.InheritRule.Mode;
import dev.lily.graph.sight.GuardedCatalog;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Says in JSON which values an asset has from others; made for one request. */
final class InheritedAnswer {
  private final RequestContext context;
  private final GuardedCatalog catalog;
  private final LineageIndex index;
  private final Asset asset;

  InheritedAnswer(RequestContext context, GuardedCatalog catalog, LineageIndex index, Asset asset) {
    this.context = context;
    this.catalog = catalog;
    this.index = index;
    this.asset = asset;
  }

  /** The assets and edges that are told. */
  private record Shown(ShownAssets assets, ShownEdges edges) {}

  /**
   * The answer.
   *
   * @param aspect told in any case
   */
  Map<String, Object> of(Inherited inherited, Optional<String> aspect, int limit) {
    List<Inherited.OfAspect> aspects = new ArrayList<>(inherited.aspects());
    if (aspects.isEmpty() && aspect.isPresent()) {
      aspects.add(new Inherited.OfAspect(aspect.get(), false, List.of()));
    }
    Shown shown =
        new Shown(
            new ShownAssets(context, catalog, index, told(aspects)),
            new ShownEdges(context, catalog, catalog.types().types()));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("asset", shown.assets().of(asset.guid()));
    answer.put("position", inherited.position());
    answer.put("limit", limit);
    answer.put("aspects", aspects.stream().map(each -> aspect(each, shown)).toList());
    return answer;
  }

  private Set<Guid> told(List<Inherited.OfAspect> aspects) {
    Set<Guid> told = new LinkedHashSet<>(List.of(asset.guid()));
    List<Inherited.ByRule> rules =
        aspects.stream().flatMap(aspect -> aspect.rules().stream()).toList();
    rules.forEach(by -> by.sources().forEach(source -> told.add(source.asset())));
    rules.forEach(by -> by.path().forEach(edge -> told.addAll(List.of(edge.from(), edge.to()))));
    return told;
  }

  private Map<String, Object> aspect(Inherited.OfAspect aspect, Shown shown) {
    Aspect named = new Aspect(aspect.aspect());
    Optional<Object> own = named.valueOf(asset);
    Optional<Inherited.ByRule> chosen = aspect.chosen(own.isPresent());
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("aspect", aspect.aspect());
    own.ifPresent(value -> answer.put("ownValue", value));
    if (chosen.isPresent()) {
      answer.put("from", "INHERITED");
      answer.putAll(chosen(named, chosen.get(), shown));
    } else {
      answer.put("from", own.isPresent() ? "OWN" : "NONE");
      own.ifPresent(value -> answer.put("effectiveValue", value));
    }
    answer.put(
        "collected",
        aspect.rules().stream()
            .filter(by -> by.rule().mode() == Mode.COLLECT)
            .map(by -> sources(named, by, by.sources(), shown))
            .toList());
    return answer;
  }

  private Map<String, Object> chosen(Aspect aspect, Inherited.ByRule by, Shown shown) {
    Inherited.Source nearest = by.sources().get(0);
    List<Inherited.Source> others = by.sources().subList(1, by.sources().size());
    Map<String, Object> answer = new LinkedHashMap<>();
    value(aspect, nearest, shown).ifPresent(value -> answer.put("effectiveValue", value));
    answer.put("source", shown.assets().of(nearest.asset()));
    answer.put("distance", nearest.steps());
    answer.put("path", path(by, shown));
    answer.putAll(sources(aspect, by, others, shown));
    answer.put("otherSources", answer.remove("sources"));
    return answer;
  }

  private static Map<String, Object> sources(
      Aspect aspect, Inherited.ByRule by, List<Inherited.Source> sources, Shown shown) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("rule", by.rule().id());
    answer.put("mode", by.rule().mode().name());
    answer.put("sourceCount", by.sourceCount());
    answer.put("complete", by.complete());
    answer.put("sources", sources.stream().map(source -> source(aspect, source, shown)).toList());
    return answer;
  }

  private static Map<String, Object> source(Aspect aspect, Inherited.Source source, Shown shown) {
    Map<String, Object> answer = new LinkedHashMap<>();
    value(aspect, source, shown).ifPresent(value -> answer.put("value", value));
    answer.put("distance", source.steps());
    answer.put("asset", shown.assets().of(source.asset()));
    return answer;
  }

  private static Optional<Object> value(Aspect aspect, Inherited.Source source, Shown shown) {
    return shown.assets().find(source.asset()).flatMap(aspect::valueOf);
  }

  /** From the source to the asset, whichever ends of their relationships the assets are. */
  private static List<Map<String, Object>> path(Inherited.ByRule by, Shown shown) {
    List<Map<String, Object>> hops = new ArrayList<>();
    Guid from = by.sources().get(0).asset();
    for (LineageEdge edge : by.path()) {
      Guid to = edge.from().equals(from) ? edge.to() : edge.from();
      Map<String, Object> hop = new LinkedHashMap<>();
      hop.put("from", shown.assets().of(from));
      hop.put("to", shown.assets().of(to));
      hop.putAll(shown.edges().of(edge));
      hops.add(hop);
      from = to;
    }
    return hops;
  }
}
