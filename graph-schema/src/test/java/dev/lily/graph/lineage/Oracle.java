package dev.lily.graph.lineage;

import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.PropagateTags;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rules of propagation written down as plainly as possible; recomputes everything. */
final class Oracle {
  private record AssetState(List<Classification> own, boolean deleted) {}

  private record EdgeId(Guid from, Guid to, String type) {}

  private record Key(String name, Guid origin) {}

  private record Left(Classification classification, Set<Guid> assets) {}

  private final Map<Guid, AssetState> assets = new HashMap<>();
  private final Map<EdgeId, LineageEdge> edges = new LinkedHashMap<>();
  private final Map<Key, Left> left = new HashMap<>();

  /** Applies the changes of one position; what ends an asset counts first. */
  void apply(List<Op> together) {
    List<Op> ordered = new ArrayList<>(together);
    ordered.sort(Comparator.comparing(op -> !(op instanceof Op.PutAsset put && put.deleted())));
    ordered.forEach(this::apply);
  }

  private void apply(Op op) {
    if (op instanceof Op.PutAsset put) {
      putAsset(put.asset().guid(), new AssetState(put.own(), put.deleted()));
    } else if (op instanceof Op.PutEdge put) {
      LineageEdge edge = put.edge();
      edges.put(new EdgeId(edge.from(), edge.to(), edge.relationshipType()), edge);
    } else if (op instanceof Op.RemoveEdge remove) {
      edges.remove(new EdgeId(remove.from(), remove.to(), remove.relationshipType()));
    } else if (op instanceof Op.RemoveAsset remove) {
      removeAsset(remove.asset());
    } else if (op instanceof Op.Remain remain) {
      remain(remain);
    }
  }

  private void putAsset(Guid guid, AssetState now) {
    AssetState was = state(guid);
    for (Classification old : was.own()) {
      if (now.own().stream().noneMatch(each -> each.typeName().equals(old.typeName()))) {
        left.remove(new Key(old.typeName(), guid));
      }
    }
    for (Classification each : now.own()) {
      Key key = new Key(each.typeName(), guid);
      if (!now.deleted() || !outlives(each)) {
        left.remove(key);
      } else if (!was.deleted()) {
        was.own().stream()
            .filter(old -> old.typeName().equals(each.typeName()))
            .forEach(old -> left.put(key, new Left(each, reach(guid, old))));
      }
      left.computeIfPresent(key, (same, old) -> new Left(each, old.assets()));
    }
    assets.put(guid, now);
  }

  private void removeAsset(Guid guid) {
    AssetState was = state(guid);
    for (Classification each : was.own()) {
      Key key = new Key(each.typeName(), guid);
      if (!outlives(each)) {
        left.remove(key);
      } else if (!was.deleted()) {
        left.put(key, new Left(each, reach(guid, each)));
      }
    }
    left.values().forEach(remaining -> remaining.assets().remove(guid));
    assets.remove(guid);
    edges.values().removeIf(edge -> edge.from().equals(guid) || edge.to().equals(guid));
  }

  private void remain(Op.Remain remain) {
    Classification classification = remain.classification();
    Guid origin = classification.origin();
    for (Classification own : state(origin).own()) {
      if (own.typeName().equals(classification.typeName())) {
        if (!state(origin).deleted() || !outlives(own)) {
          return;
        }
        classification = own;
      }
    }
    Set<Guid> members = new HashSet<>(remain.assets());
    members.remove(origin);
    left.put(new Key(classification.typeName(), origin), new Left(classification, members));
  }

  private static boolean outlives(Classification classification) {
    return classification.rules().propagate()
        && !classification.rules().removePropagationsOnEntityDelete();
  }

  /** What the asset carries, own classifications first, then by name and origin. */
  Map<Guid, List<Classification>> effective(List<Guid> universe) {
    Map<Guid, List<Classification>> reaching = new HashMap<>();
    universe.forEach(guid -> reaching.put(guid, new ArrayList<>()));
    left.values()
        .forEach(each -> each.assets().forEach(at -> reaching.get(at).add(each.classification())));
    assets.forEach(
        (origin, state) ->
            state.own().stream()
                .filter(own -> !state.deleted())
                .forEach(own -> reach(origin, own).forEach(at -> reaching.get(at).add(own))));
    reaching.forEach(
        (guid, list) -> {
          list.sort(
              Comparator.comparing(Classification::typeName).thenComparing(Classification::origin));
          list.addAll(0, state(guid).own());
        });
    return reaching;
  }

  private Set<Guid> reach(Guid origin, Classification classification) {
    Set<Guid> reached = new HashSet<>();
    Deque<Guid> open = new ArrayDeque<>(List.of(origin));
    while (classification.rules().propagate() && !open.isEmpty()) {
      Guid at = open.removeFirst();
      for (LineageEdge edge : edges.values()) {
        if (passes(edge, classification)) {
          if (edge.from().equals(at) && leads(edge, PropagateTags.ONE_TO_TWO)) {
            visit(edge.to(), origin, reached, open);
          }
          if (edge.to().equals(at) && leads(edge, PropagateTags.TWO_TO_ONE)) {
            visit(edge.from(), origin, reached, open);
          }
        }
      }
    }
    return reached;
  }

  private void visit(Guid next, Guid origin, Set<Guid> reached, Deque<Guid> open) {
    if (!next.equals(origin) && !state(next).deleted() && reached.add(next)) {
      open.addLast(next);
    }
  }

  private static boolean leads(LineageEdge edge, PropagateTags direction) {
    return edge.propagateTags() == direction || edge.propagateTags() == PropagateTags.BOTH;
  }

  private static boolean passes(LineageEdge edge, Classification classification) {
    Classification.Rules rules = classification.rules();
    boolean restricted =
        edge.kind() == EdgeKind.HIERARCHY
            ? rules.restrictPropagationThroughHierarchy()
            : rules.restrictPropagationThroughLineage();
    return !edge.stopped() && !restricted && !edge.blocked().contains(classification.typeName());
  }

  private AssetState state(Guid guid) {
    return assets.getOrDefault(guid, new AssetState(List.of(), false));
  }
}
