package dev.lily.server.activity;

import dev.lily.graph.RequestContext;
import dev.lily.graph.activity.Activity;
import dev.lily.graph.activity.ActivityMark;
import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.AssetRef;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.Relationship;
import dev.lily.graph.change.ChangeEvent.AttributeChange;
import dev.lily.graph.change.ChangeEvent.ClassificationChange;
import dev.lily.graph.change.ChangeEvent.RelationshipChange;
import dev.lily.graph.sight.GuardedActivity;
import dev.lily.graph.sight.GuardedCatalog;
import dev.lily.graph.sight.IndexSight;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A history in JSON; made for one request. */
final class ActivityAnswer {
  private final RequestContext context;
  private final GuardedCatalog catalog;
  private final Asset asset;

  ActivityAnswer(RequestContext context, GuardedCatalog catalog, Asset asset) {
    this.context = context;
    this.catalog = catalog;
    this.asset = asset;
  }

  Map<String, Object> of(GuardedActivity.Page page) {
    Map<Guid, Asset> others = catalog.findAllOnce(context, others(page.activities()));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("asset", named(asset));
    answer.put("count", page.activities().size());
    answer.put("activities", page.activities().stream().map(one -> of(one, others)).toList());
    page.next().map(ActivityMark::toString).ifPresent(next -> answer.put("next", next));
    return answer;
  }

  private Set<Guid> others(List<Activity> activities) {
    Set<Guid> others = new LinkedHashSet<>();
    for (Activity one : activities) {
      one.classifications().forEach(change -> others.add(change.classification().origin()));
      one.relationships().forEach(change -> others.add(other(change.relationship()).guid()));
    }
    others.remove(asset.guid());
    others.remove(IndexSight.CONCEALED);
    return others;
  }

  private AssetRef other(Relationship edge) {
    return edge.end1().guid().equals(asset.guid()) ? edge.end2() : edge.end1();
  }

  private Map<String, Object> of(Activity one, Map<Guid, Asset> others) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("id", one.id());
    answer.put("time", Instant.ofEpochMilli(one.origin().time()));
    answer.put("actor", one.origin().actor());
    if (!one.origin().causeId().isEmpty()) {
      answer.put("requestId", one.origin().causeId());
    }
    answer.put("kind", one.kind().name());
    answer.put("propagated", one.mark().isPropagated());
    answer.put(
        "attributes",
        one.attributes().entrySet().stream()
            .map(change -> attribute(change.getKey(), change.getValue()))
            .toList());
    answer.put(
        "classifications",
        one.classifications().stream().map(change -> classification(change, others)).toList());
    answer.put(
        "relationships",
        one.relationships().stream().map(change -> relationship(change, others)).toList());
    return answer;
  }

  private static Map<String, Object> attribute(String name, AttributeChange change) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("name", name);
    if (change.before() != null) {
      answer.put("before", change.before());
    }
    if (change.after() != null) {
      answer.put("after", change.after());
    }
    return answer;
  }

  private Map<String, Object> classification(ClassificationChange change, Map<Guid, Asset> others) {
    Classification one = change.classification();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("operation", change.operation().name());
    answer.put("typeName", one.typeName());
    answer.put("propagated", !one.isOwnOf(asset.guid()));
    if (!one.isOwnOf(asset.guid())) {
      answer.put("origin", origin(one.origin(), others));
    }
    if (!one.attributes().isEmpty()) {
      answer.put("attributes", one.attributes());
    }
    answer.put("propagate", one.rules().propagate());
    return answer;
  }

  private static Map<String, Object> origin(Guid guid, Map<Guid, Asset> others) {
    Asset known = others.get(guid);
    if (known != null) {
      return named(known);
    }
    return guid.equals(IndexSight.CONCEALED)
        ? Map.of("hidden", true)
        : Map.of("guid", guid.toString());
  }

  private Map<String, Object> relationship(RelationshipChange change, Map<Guid, Asset> others) {
    Relationship edge = change.relationship();
    AssetRef other = other(edge);
    Asset known = others.get(other.guid());
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("operation", change.operation().name());
    answer.put("guid", edge.guid().toString());
    answer.put("typeName", edge.typeName());
    answer.put("end", edge.end1().guid().equals(asset.guid()) ? 1 : 2);
    answer.put("other", known == null ? named(other) : named(known));
    return answer;
  }

  private static Map<String, Object> named(Asset asset) {
    Map<String, Object> answer = named(asset.ref());
    answer.put("displayText", asset.displayText());
    answer.put("status", asset.status().name());
    return answer;
  }

  private static Map<String, Object> named(AssetRef ref) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("guid", ref.guid().toString());
    answer.put("typeName", ref.key().typeName());
    answer.put("qualifiedName", ref.key().qualifiedName());
    return answer;
  }
}
