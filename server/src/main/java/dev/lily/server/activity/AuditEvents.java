package dev.lily.server.activity;

import dev.lily.graph.activity.Activity;
import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.AssetRef;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Relationship;
import dev.lily.graph.change.ChangeEvent.AttributeChange;
import dev.lily.graph.change.ChangeEvent.ClassificationChange;
import dev.lily.graph.change.ChangeEvent.RelationshipChange;
import dev.lily.graph.sight.Redaction;
import dev.lily.server.http.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells a history as Atlas's audit: each part of a change is an event of its own. */
final class AuditEvents {
  private static final Json JSON = new Json();

  private final Asset asset;

  AuditEvents(Asset asset) {
    this.asset = asset;
  }

  /** The events of one change, always in the same order. */
  List<AuditEvent> of(Activity one) {
    List<AuditEvent> events = new ArrayList<>();
    switch (one.kind()) {
      case CREATED -> add(events, one, "ENTITY_CREATE", "Created: ", header());
      case DELETED, PURGED -> add(events, one, "ENTITY_DELETE", "Deleted: ", header());
      case UPDATED -> {}
    }
    Map<String, AttributeChange> plain = new LinkedHashMap<>();
    Map<String, AttributeChange> custom = new LinkedHashMap<>();
    Map<String, AttributeChange> business = new LinkedHashMap<>();
    one.attributes()
        .forEach((name, change) -> part(name, plain, custom, business).put(name, change));
    AttributeChange labels = plain.remove(Redaction.LABELS);
    if (!plain.isEmpty() || !one.relationships().isEmpty()) {
      add(events, one, "ENTITY_UPDATE", "Updated: ", updated(plain, one.relationships()));
    }
    if (labels != null) {
      labels(events, one, labels);
    }
    if (!custom.isEmpty()) {
      add(events, one, "CUSTOM_ATTRIBUTE_UPDATE", "Updated custom attribute: ", after(custom));
    }
    if (!business.isEmpty()) {
      add(
          events,
          one,
          "BUSINESS_ATTRIBUTE_UPDATE",
          "Updated business attribute: ",
          after(business));
    }
    one.classifications().forEach(change -> classification(events, one, change));
    return events;
  }

  private static Map<String, AttributeChange> part(
      String name,
      Map<String, AttributeChange> plain,
      Map<String, AttributeChange> custom,
      Map<String, AttributeChange> business) {
    if (name.startsWith(Redaction.CUSTOM + '.')) {
      return custom;
    }
    return name.startsWith(Redaction.BUSINESS + '.') ? business : plain;
  }

  private void labels(List<AuditEvent> events, Activity one, AttributeChange change) {
    Set<Object> added = texts(change.after());
    added.removeAll(texts(change.before()));
    Set<Object> removed = texts(change.before());
    removed.removeAll(texts(change.after()));
    if (!added.isEmpty()) {
      add(events, one, "LABEL_ADD", "Added labels: ", added);
    }
    if (!removed.isEmpty()) {
      add(events, one, "LABEL_DELETE", "Deleted labels: ", removed);
    }
  }

  private static Set<Object> texts(@Nullable Object labels) {
    return labels instanceof Collection<?> all ? new LinkedHashSet<>(all) : new LinkedHashSet<>();
  }

  private void classification(List<AuditEvent> events, Activity one, ClassificationChange change) {
    Classification classification = change.classification();
    String prefix = classification.isOwnOf(asset.guid()) ? "" : "PROPAGATED_";
    String what = (prefix + "classification: ").replace('_', ' ').toLowerCase(Locale.ROOT);
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("typeName", classification.typeName());
    told.put("entityGuid", classification.origin().toString());
    told.put("attributes", classification.attributes());
    told.put("propagate", classification.rules().propagate());
    switch (change.operation()) {
      case ADDED -> add(events, one, prefix + "CLASSIFICATION_ADD", "Added " + what, told);
      case UPDATED -> add(events, one, prefix + "CLASSIFICATION_UPDATE", "Updated " + what, told);
      case REMOVED -> add(events, one, prefix + "CLASSIFICATION_DELETE", "Deleted " + what, told);
    }
  }

  private Map<String, Object> header() {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("typeName", asset.typeName());
    header.put("guid", asset.guid().toString());
    header.put("attributes", Map.of("qualifiedName", asset.qualifiedName()));
    return header;
  }

  private Map<String, Object> updated(
      Map<String, AttributeChange> attributes, List<RelationshipChange> relationships) {
    Map<String, Object> updated = header();
    updated.put("attributes", after(attributes));
    if (!relationships.isEmpty()) {
      updated.put(
          "relationshipAttributes",
          relationships.stream().map(change -> related(change.relationship())).toList());
    }
    return updated;
  }

  private Map<String, Object> related(Relationship edge) {
    AssetRef other = edge.end1().guid().equals(asset.guid()) ? edge.end2() : edge.end1();
    return Map.of(
        "guid", other.guid().toString(),
        "typeName", other.key().typeName(),
        "uniqueAttributes", Map.of("qualifiedName", other.key().qualifiedName()),
        "relationshipGuid", edge.guid().toString(),
        "relationshipType", edge.typeName(),
        "relationshipStatus", edge.status().name());
  }

  private static Map<String, @Nullable Object> after(Map<String, AttributeChange> changes) {
    Map<String, @Nullable Object> after = new LinkedHashMap<>();
    changes.forEach((name, change) -> after.put(name, change.after()));
    return after;
  }

  private void add(
      List<AuditEvent> events, Activity one, String action, String words, Object told) {
    events.add(
        new AuditEvent(
            asset.guid().toString(),
            one.origin().time(),
            one.origin().actor(),
            action,
            words + new String(JSON.write(told), StandardCharsets.UTF_8),
            "%s:%s:%d".formatted(asset.guid(), one.mark(), events.size()),
            AuditEvent.TYPE));
  }
}
