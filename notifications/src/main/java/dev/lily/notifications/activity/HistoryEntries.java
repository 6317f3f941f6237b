package dev.lily.notifications.activity;

import dev.lily.graph.activity.Activity;
import dev.lily.graph.activity.ActivityStore.Item;
import dev.lily.graph.asset.CanaryAsset;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.Relationship;
import dev.lily.graph.change.ChangeEvent;
import dev.lily.graph.change.ChangeEvent.AttributeChange;
import dev.lily.graph.change.ChangeEvent.Kind;
import dev.lily.graph.change.ChangeEvent.RelationshipChange;
import dev.lily.graph.sight.Redaction;
import dev.lily.graph.type.RelationshipCategory;
import dev.lily.graph.type.TypeRegistry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a change event means to the histories of the assets in it.
 *
 * <p>Relationships are told at end 1, and of lineage and associations at end 2 too: a database need
 * not list when each of its tables came. What a new asset was made with is no change of it.
 */
public final class HistoryEntries {
  /** A longer text is cut: what a job runs may be megabytes. */
  private static final int LONGEST_TEXT = 10_000;

  private final Supplier<TypeRegistry> types;

  public HistoryEntries(Supplier<TypeRegistry> types) {
    this.types = types;
  }

  /** The entries that the event makes, or made before. */
  public List<Item> of(ChangeEvent event) {
    if (event.asset().ref().key().equals(CanaryAsset.KEY)) {
      return List.of();
    }
    List<Item> entries = new ArrayList<>();
    Activity own = own(event);
    if (event.kind() != Kind.PURGED && !own.tellsNothing()) {
      entries.add(new Item(event.asset().guid(), own));
    }
    otherEnds(event)
        .forEach(
            (asset, changes) ->
                entries.add(
                    new Item(
                        asset,
                        new Activity(
                            event.id(),
                            event.origin(),
                            Kind.UPDATED,
                            Map.of(),
                            List.of(),
                            changes))));
    return entries;
  }

  /** Of a new asset, the classifications that it was made with; else there is nothing to tell. */
  private static Activity own(ChangeEvent event) {
    boolean isNew = event.kind() == Kind.CREATED;
    return new Activity(
        event.id(),
        event.origin(),
        isNew && event.classifications().isEmpty() ? Kind.UPDATED : event.kind(),
        isNew ? Map.of() : differences(event.attributes()),
        event.classifications(),
        isNew ? List.of() : event.relationships());
  }

  private Map<Guid, List<RelationshipChange>> otherEnds(ChangeEvent event) {
    Map<Guid, List<RelationshipChange>> others = new LinkedHashMap<>();
    for (RelationshipChange change : event.relationships()) {
      Relationship edge = change.relationship();
      if (!edge.end2().equals(event.asset().ref()) && isToldAtBothEnds(edge.typeName())) {
        others.computeIfAbsent(edge.end2().guid(), asset -> new ArrayList<>()).add(change);
      }
    }
    return others;
  }

  private boolean isToldAtBothEnds(String type) {
    return types
        .get()
        .findRelationshipType(type)
        .filter(
            known ->
                known.isLineage()
                    || known.def().relationshipCategory() == RelationshipCategory.ASSOCIATION)
        .isPresent();
  }

  private static Map<String, AttributeChange> differences(Map<String, AttributeChange> changes) {
    Map<String, AttributeChange> differences = new LinkedHashMap<>();
    changes.forEach((name, change) -> differ(differences, name, change.before(), change.after()));
    return differences;
  }

  /** What is by name within a part is told by name. */
  private static void differ(
      Map<String, AttributeChange> differences,
      String name,
      @Nullable Object before,
      @Nullable Object after) {
    if (isPart(name) && (before instanceof Map || after instanceof Map)) {
      Map<?, ?> old = before instanceof Map<?, ?> map ? map : Map.of();
      Map<?, ?> fresh = after instanceof Map<?, ?> map ? map : Map.of();
      Set<Object> names = new LinkedHashSet<>(old.keySet());
      names.addAll(fresh.keySet());
      names.forEach(each -> differ(differences, name + '.' + each, old.get(each), fresh.get(each)));
    } else if (!Objects.equals(before, after)) {
      differences.put(name, new AttributeChange(shortened(before), shortened(after)));
    }
  }

  private static boolean isPart(String name) {
    return name.equals(Redaction.CUSTOM)
        || name.equals(Redaction.BUSINESS)
        || name.startsWith(Redaction.BUSINESS + '.') && name.indexOf('.') == name.lastIndexOf('.');
  }

  private static @Nullable Object shortened(@Nullable Object value) {
    return value instanceof String text && text.length() > LONGEST_TEXT
        ? "%s… (%,d characters)".formatted(text.substring(0, LONGEST_TEXT), text.length())
        : value;
  }
}
