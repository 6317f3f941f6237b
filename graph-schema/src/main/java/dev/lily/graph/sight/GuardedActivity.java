package dev.lily.graph.sight;

import dev.lily.graph.RequestContext;
import dev.lily.graph.activity.Activity;
import dev.lily.graph.activity.ActivityMark;
import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.change.ChangeEvent.AttributeChange;
import dev.lily.graph.change.ChangeEvent.ClassificationChange;
import dev.lily.graph.change.ChangeEvent.Kind;
import dev.lily.graph.change.ChangeEvent.Origin;
import dev.lily.graph.change.ChangeEvent.RelationshipChange;
import dev.lily.graph.lineage.ClassificationIndex;
import dev.lily.graph.store.GraphCatalog;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The histories of assets as callers get to see them, by the rules of today: what is hidden from a
 * caller now is hidden in what was, and a change of which nothing is left did not happen.
 */
public final class GuardedActivity {
  /** How much of a history is read at once, at least. */
  private static final int CHUNK = 100;

  private final GraphCatalog catalog;
  private final ClassificationIndex index;
  private final AssetGuards guards;

  public GuardedActivity(GraphCatalog catalog, ClassificationIndex index, AssetGuards guards) {
    this.catalog = catalog;
    this.index = index;
    this.guards = guards;
  }

  /**
   * A part of a history.
   *
   * @param next where the next one begins; empty at the end
   */
  public record Page(List<Activity> activities, Optional<ActivityMark> next) {
    public Page {
      activities = List.copyOf(activities);
    }
  }

  /**
   * What happened to the asset, the newest first; the last is always that it was made.
   *
   * @param asset as the caller sees it
   * @param before where a page ended
   * @param wanted what the caller asks for
   */
  public Page of(
      RequestContext context,
      Asset asset,
      Optional<ActivityMark> before,
      int limit,
      Predicate<Activity> wanted) {
    Shown shown = new Shown(context, asset);
    List<Activity> found = new ArrayList<>();
    Optional<ActivityMark> at = before;
    boolean isTold = false;
    int size = Math.max(CHUNK, limit + 1);
    while (true) {
      List<Activity> chunk = catalog.activity().read(asset.guid(), at, size);
      for (Activity one : chunk) {
        Activity seen = shown.of(one);
        if (!seen.tellsNothing() && wanted.test(seen)) {
          if (found.size() == limit) {
            return new Page(found, at);
          }
          found.add(seen);
        }
        at = Optional.of(one.mark());
        isTold = isTold || one.kind() == Kind.CREATED;
      }
      if (chunk.size() < size) {
        return isTold ? new Page(found, Optional.empty()) : end(found, shown, at, limit, wanted);
      }
    }
  }

  /** Who made it is not in the history, unless it was made with classifications. */
  private static Page end(
      List<Activity> found,
      Shown shown,
      Optional<ActivityMark> at,
      int limit,
      Predicate<Activity> wanted) {
    Activity creation = shown.creation();
    if (at.equals(Optional.of(creation.mark())) || !wanted.test(creation)) {
      return new Page(found, Optional.empty());
    }
    if (found.size() == limit) {
      return new Page(found, at);
    }
    found.add(creation);
    return new Page(found, Optional.empty());
  }

  /** What one caller sees of one history. */
  private final class Shown {
    private final Asset asset;
    private final IndexSight sight;
    private final Sight seen;
    private final ShownRelationships edges;

    Shown(RequestContext context, Asset asset) {
      this.asset = asset;
      sight = IndexSight.of(index, guards, context);
      seen = sight.of(asset);
      edges = new ShownRelationships(catalog, context, sight);
    }

    Activity creation() {
      Origin origin =
          new Origin(asset.audit().createdBy(), "", Math.max(0, asset.audit().createTime()));
      return new Activity(Activity.CREATION, origin, Kind.CREATED, Map.of(), List.of(), List.of());
    }

    Activity of(Activity one) {
      if (sight.guard().seesEverything()) {
        return one;
      }
      Map<String, AttributeChange> attributes = new LinkedHashMap<>();
      one.attributes()
          .forEach(
              (name, change) -> {
                if (!seen.redaction().takes(name) && !seen.redaction().takes(partOf(name))) {
                  attributes.put(name, change);
                }
              });
      return new Activity(
          one.id(),
          one.origin(),
          one.kind(),
          attributes,
          one.classifications().stream().map(this::of).toList(),
          one.relationships().stream().flatMap(change -> of(change).stream()).toList());
    }

    private static String partOf(String name) {
      int dot = name.indexOf('.');
      return dot < 0 ? name : name.substring(0, dot);
    }

    private ClassificationChange of(ClassificationChange change) {
      Classification one = change.classification();
      return one.isOwnOf(asset.guid()) || sight.sees(one.origin())
          ? change
          : new ClassificationChange(change.operation(), IndexSight.concealed(one));
    }

    private Optional<RelationshipChange> of(RelationshipChange change) {
      return edges
          .shown(change.relationship())
          .map(clear -> new RelationshipChange(change.operation(), clear));
    }
  }
}
