package dev.lily.server.propagation;

import dev.lily.graph.RequestContext;
import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.Provenance;
import dev.lily.graph.lineage.Arrival;
import dev.lily.graph.lineage.ClassificationIndex;
import dev.lily.graph.lineage.HeldBack;
import dev.lily.graph.lineage.LineageEdge;
import dev.lily.graph.lineage.Why;
import dev.lily.graph.sight.GuardedCatalog;
import dev.lily.graph.sight.IndexSight;
import dev.lily.graph.type.TypeRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Says in JSON why an asset carries a classification; made for one request. */
final class WhyAnswer {
  private final RequestContext context;
  private final GuardedCatalog catalog;
  private final TypeRegistry types;
  private final ShownAssets assets;
  private final ShownEdges edges;
  private final IndexSight sight;
  private final ShownProcesses processes = new ShownProcesses();
  private final Map<AssetKey, Optional<Asset>> jobs = new LinkedHashMap<>();

  WhyAnswer(RequestContext context, GuardedCatalog catalog, ClassificationIndex index, Why why) {
    this.context = context;
    this.catalog = catalog;
    types = catalog.types().types();
    assets = new ShownAssets(context, catalog, index.lineage(), shown(why));
    edges = new ShownEdges(context, catalog, types);
    sight = catalog.sight(context);
  }

  private static Set<Guid> shown(Why why) {
    Set<Guid> shown = new LinkedHashSet<>();
    why.origins().forEach(origin -> shown.add(origin.classification().origin()));
    why.severity().stream()
        .flatMap(severity -> severity.counting().stream())
        .forEach(one -> shown.add(one.origin()));
    why.heldBack().forEach(barred -> shown.addAll(shown(barred)));
    why.origins()
        .forEach(
            origin -> origin.hops().forEach(hop -> shown.addAll(List.of(hop.from(), hop.to()))));
    return shown;
  }

  private static Set<Guid> shown(Why.Barred barred) {
    Set<Guid> shown = new LinkedHashSet<>();
    Stream.concat(Stream.of(barred.stop()), barred.further().stream())
        .forEach(stop -> shown.addAll(List.of(stop.from(), stop.to())));
    barred.derivation().ifPresent(derivation -> shown.add(derivation.cause()));
    return shown;
  }

  Map<String, Object> of(Asset asset, String name, Why why) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("asset", asset(asset));
    answer.put("classification", name);
    answer.put("position", why.position());
    answer.put("carries", why.carries());
    answer.put("originCount", why.originCount());
    answer.put(
        "origins", why.origins().stream().map(origin -> origin(asset.guid(), origin)).toList());
    why.severity().ifPresent(severity -> answer.put("severity", severity(severity)));
    answer.put("heldBackCount", why.heldBack().size());
    answer.put("heldBackComplete", why.heldBackComplete());
    answer.put("heldBack", why.heldBack().stream().map(this::barred).toList());
    answer.put("processes", processes.all());
    return answer;
  }

  private static Map<String, Object> asset(Asset asset) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("guid", asset.guid().toString());
    answer.put("typeName", asset.typeName());
    answer.put("qualifiedName", asset.qualifiedName());
    answer.put("displayText", asset.displayText());
    answer.put("status", asset.status().name());
    return answer;
  }

  private Map<String, Object> origin(Guid asset, Why.Origin origin) {
    Classification classification = origin.classification();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("asset", assets.of(classification.origin()));
    answer.put("propagated", !classification.isOwnOf(asset));
    answer.put("remains", origin.remains());
    answer.put("attributes", classification.attributes());
    answer.put("propagate", classification.rules().propagate());
    answer.put("validityPeriods", classification.validityPeriods());
    boolean holdsNow = holdsNow(classification);
    answer.put("holdsNow", holdsNow);
    answer.put("counts", holdsNow && origin.counts());
    Provenance provenance = classification.provenance();
    if (provenance != null) {
      answer.put("provenance", provenance(provenance));
    }
    answer.put("hopCount", origin.hopCount());
    answer.put("path", origin.hops().stream().map(this::hop).toList());
    return answer;
  }

  private boolean holdsNow(Classification classification) {
    return classification.holdsAt(context.clock().instant());
  }

  private Map<String, Object> severity(Why.Severity severity) {
    List<Map<String, Object>> counting = new ArrayList<>();
    severity.counting().stream()
        .filter(this::holdsNow)
        .forEach(
            one ->
                counting.add(
                    Map.of("asset", assets.of(one.origin()), "attributes", one.attributes())));
    return Map.of("rule", severity.rule(), "counting", counting);
  }

  private static Map<String, Object> provenance(Provenance provenance) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("actor", provenance.actor());
    answer.put("time", Instant.ofEpochMilli(provenance.time()));
    answer.put("eventId", provenance.eventId());
    answer.put("requestId", provenance.requestId());
    return answer;
  }

  /** Of a step whose edge the caller does not get to see only that it is there. */
  private Map<String, Object> hop(Why.Hop hop) {
    Map<String, Object> answer = new LinkedHashMap<>();
    boolean isShown = sight.sees(hop.edge());
    answer.put("number", hop.number());
    answer.put("from", isShown ? assets.of(hop.from()) : ShownAssets.HIDDEN);
    answer.put("to", isShown ? assets.of(hop.to()) : ShownAssets.HIDDEN);
    if (!isShown) {
      return answer;
    }
    answer.put("rule", hop.rule());
    putEdge(answer, hop.edge());
    hop.arrival().ifPresent(arrival -> answer.put("arrival", arrival(arrival)));
    return answer;
  }

  private static Map<String, Object> arrival(Arrival arrival) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("position", arrival.position());
    answer.put("time", Instant.ofEpochMilli(arrival.eventTime()));
    answer.put("visible", Instant.ofEpochMilli(arrival.appliedTime()));
    answer.put("latencyMillis", arrival.latencyMillis());
    return answer;
  }

  private Map<String, Object> barred(Why.Barred barred) {
    Map<String, Object> answer = heldBack(barred.stop());
    answer.put("furtherStopCount", barred.furtherCount());
    answer.put("furtherStops", barred.further().stream().map(this::heldBack).toList());
    barred.derivation().ifPresent(derivation -> answer.put("derivation", derivation(derivation)));
    return answer;
  }

  private Map<String, Object> derivation(Why.Derivation derivation) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("classification", derivation.classification());
    answer.put("cause", assets.of(derivation.cause()));
    answer.put("rules", derivation.rules());
    return answer;
  }

  private Map<String, Object> heldBack(HeldBack held) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("from", assets.of(held.from()));
    answer.put("to", assets.of(held.to()));
    answer.put("reason", held.reason());
    putEdge(answer, held.edge());
    return answer;
  }

  private void putEdge(Map<String, Object> answer, LineageEdge edge) {
    List<Map<String, Object>> transformations = edges.transformations(edge);
    answer.putAll(edges.of(edge));
    answer.put("transformations", transformations);
    answer.put("processes", processes(edge, transformations));
  }

  /** A process at one of the ends, or the jobs whose transformations are on a column edge. */
  private List<String> processes(LineageEdge edge, List<Map<String, Object>> transformations) {
    List<Asset> found = new ArrayList<>();
    Stream.of(edge.from(), edge.to())
        .flatMap(guid -> assets.find(guid).stream())
        .filter(this::isProcess)
        .forEach(found::add);
    transformations.stream()
        .flatMap(each -> Optional.ofNullable(each.get("job")).stream())
        .distinct()
        .flatMap(job -> job(job.toString()).stream())
        .forEach(found::add);
    return found.stream().map(processes::add).toList();
  }

  private Optional<Asset> job(String qualifiedName) {
    return jobs.computeIfAbsent(
        new AssetKey("Process", qualifiedName), key -> catalog.find(context, key));
  }

  private boolean isProcess(Asset asset) {
    return types
        .findEntityType(asset.typeName())
        .filter(type -> type.isSubTypeOf("Process"))
        .isPresent();
  }
}
