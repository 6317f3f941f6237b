package dev.lily.graph.store;

import dev.lily.graph.RequestContext;
import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.Provenance;
import dev.lily.graph.asset.Relationship;
import dev.lily.graph.change.ChangeEvent;
import dev.lily.graph.change.ChangeEvent.AttributeChange;
import dev.lily.graph.change.ChangeEvent.ClassificationChange;
import dev.lily.graph.change.ChangeEvent.Kind;
import dev.lily.graph.change.ChangeEvent.Operation;
import dev.lily.graph.change.ChangeEvent.Origin;
import dev.lily.graph.change.ChangeEvent.RelationshipChange;
import dev.lily.graph.sight.Redaction;
import dev.lily.graph.type.AssetRoot;
import dev.lily.graph.type.TypeRegistry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What one work changed, gathered per asset and turned into one event for each. */
final class Changes {
  private final RequestContext context;
  private final long time;
  private final Map<Guid, Change> byAsset = new LinkedHashMap<>();

  Changes(RequestContext context) {
    this.context = context;
    this.time = context.clock().millis();
  }

  /** The time of the change, epoch milliseconds. */
  long time() {
    return time;
  }

  String actor() {
    return context.principal().name();
  }

  boolean isEmpty() {
    return byAsset.isEmpty();
  }

  /**
   * The asset with this change as the provenance of those classifications that it had not before.
   * Has to be the next to be reported, with {@link #created} or {@link #updated}: that gives its
   * event the id which is written with the asset.
   */
  Asset stamp(WriteScope scope, List<Classification> before, Asset asset) {
    Provenance change =
        new Provenance(actor(), time, context.requestId(), scope.eventIdAfter(byAsset.size()));
    return asset.classified(
        asset.classifications().stream()
            .map(now -> before.contains(now) ? before.get(before.indexOf(now)) : now.from(change))
            .toList());
  }

  void created(Asset asset) {
    byAsset.put(asset.guid(), new Change(null, asset, Kind.CREATED));
  }

  void updated(Asset before, Asset after) {
    Change change = change(before);
    change.after = after;
  }

  void deleted(Asset before, Asset after, Kind kind) {
    Change change = change(before);
    change.after = after;
    change.kind = kind;
  }

  /** A change of classifications; the asset itself is reported with {@link #updated}. */
  void classification(Asset asset, Operation operation, Classification classification) {
    change(asset).classifications.add(new ClassificationChange(operation, classification));
  }

  /** A change of a relationship, told with the asset at end 1. */
  void relationship(Asset end1, Operation operation, Relationship relationship) {
    change(end1).relationships.add(new RelationshipChange(operation, relationship));
  }

  private Change change(Asset asset) {
    return byAsset.computeIfAbsent(asset.guid(), guid -> new Change(asset, asset, Kind.UPDATED));
  }

  /** Adds the events to the scope; the result is the position of the last one, or 0. */
  long emit(WriteScope scope, TypeRegistry types, DraftSet drafts) {
    long position = 0;
    for (Change change : byAsset.values()) {
      Asset asset = change.after;
      String root = AssetRoot.rootOf(types.entityType(asset.typeName()), drafts.firstName(asset));
      position =
          scope.add(
              context.tenant().value() + ':' + root,
              id ->
                  new ChangeEvent(
                      id,
                      context.tenant(),
                      change.kind,
                      asset,
                      root,
                      new Origin(actor(), context.requestId(), time),
                      change.attributeChanges(),
                      change.classifications,
                      change.relationships));
    }
    return position;
  }

  private static final class Change {
    private final @Nullable Asset before;
    private Asset after;
    private Kind kind;
    private final List<ClassificationChange> classifications = new ArrayList<>();
    private final List<RelationshipChange> relationships = new ArrayList<>();

    Change(@Nullable Asset before, Asset after, Kind kind) {
      this.before = before;
      this.after = after;
      this.kind = kind;
    }

    private Map<String, AttributeChange> attributeChanges() {
      if (before == null) {
        return Map.of();
      }
      Map<String, AttributeChange> changes = new LinkedHashMap<>();
      Map<String, @Nullable Object> old = before.attributes();
      after
          .attributes()
          .forEach(
              (name, value) -> {
                if (!Objects.equals(old.get(name), value)) {
                  changes.put(name, new AttributeChange(old.get(name), value));
                }
              });
      old.forEach(
          (name, value) -> {
            if (!after.attributes().containsKey(name)) {
              changes.put(name, new AttributeChange(value, null));
            }
          });
      part(changes, Redaction.LABELS, before.labels(), after.labels());
      part(changes, Redaction.CUSTOM, before.customAttributes(), after.customAttributes());
      part(changes, Redaction.BUSINESS, before.businessAttributes(), after.businessAttributes());
      return changes;
    }

    /** A part beside the attributes, unless an attribute of that name has changed. */
    private static void part(
        Map<String, AttributeChange> changes, String name, Object before, Object after) {
      if (!before.equals(after)) {
        changes.putIfAbsent(name, new AttributeChange(before, after));
      }
    }
  }
}
