package dev.lily.notifications.propagation;

import dev.lily.graph.asset.Guid;
import dev.lily.graph.lineage.ClassificationIndex;
import dev.lily.graph.lineage.Delta;
import dev.lily.graph.lineage.LineageEdge;
import dev.lily.graph.lineage.Op;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * By which changes enter the index: those of the log, and what is read from the graph beside it,
 * which may be older and must not undo what the log has told meanwhile.
 */
public final class IndexEntrance {
  private record Edge(Guid from, Guid to, String relationshipType) {
    static Edge of(LineageEdge edge) {
      return new Edge(edge.from(), edge.to(), edge.relationshipType());
    }
  }

  private final ClassificationIndex index;
  private final Set<Edge> toldEdges = new HashSet<>();
  private final Set<Guid> removedAssets = new HashSet<>();
  private boolean reading;

  IndexEntrance(ClassificationIndex index) {
    this.index = index;
  }

  ClassificationIndex index() {
    return index;
  }

  /** Takes in what the log brings, as the types of this moment have it. */
  synchronized Delta follow(Supplier<List<Op>> told) {
    List<Op> changes = told.get();
    if (reading) {
      changes.forEach(this::note);
    }
    return index.apply(changes);
  }

  private void note(Op change) {
    if (change instanceof Op.RemoveEdge gone) {
      toldEdges.add(new Edge(gone.from(), gone.to(), gone.relationshipType()));
    } else if (change instanceof Op.PutEdge put) {
      toldEdges.add(Edge.of(put.edge()));
    } else if (change instanceof Op.RemoveAsset gone) {
      removedAssets.add(gone.asset());
    }
  }

  /** The graph is read from now on. */
  synchronized void beginReading() {
    reading = true;
  }

  synchronized void endReading() {
    reading = false;
    toldEdges.clear();
    removedAssets.clear();
  }

  /** Takes in what was read of the graph, but for what is gone or told otherwise since. */
  synchronized Delta takeIn(List<Op> changes) {
    return index.apply(changes.stream().filter(change -> !isOlder(change)).toList());
  }

  private boolean isOlder(Op change) {
    if (change instanceof Op.PutEdge put) {
      LineageEdge edge = put.edge();
      return removedAssets.contains(edge.from())
          || removedAssets.contains(edge.to())
          || toldEdges.contains(Edge.of(edge));
    }
    if (change instanceof Op.RemoveEdge gone) {
      return toldEdges.contains(new Edge(gone.from(), gone.to(), gone.relationshipType()));
    }
    return change instanceof Op.PutAsset put && removedAssets.contains(put.asset().guid());
  }
}
