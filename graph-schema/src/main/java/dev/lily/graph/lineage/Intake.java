package dev.lily.graph.lineage;

import dev.lily.graph.TenantId;
import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Guid;
import java.util.List;
import java.util.Objects;

/** Writes changes into the tables at once and notes what they mean for propagation. */
final class Intake {
  private final LineageIndex index;
  private final NodeTable nodes;
  private final EdgeTable edges;
  private final Carried carried;
  private Pending pending = new Pending();

  Intake(LineageIndex index, Carried carried) {
    this.index = index;
    this.nodes = index.nodes();
    this.edges = index.edges();
    this.carried = carried;
  }

  /** What was noted; noting starts anew. */
  Pending take() {
    Pending taken = pending;
    pending = new Pending();
    return taken;
  }

  /** Whether the change would hide an earlier one that is not settled yet. */
  boolean overtakes(Op op) {
    if (op instanceof Op.PutAsset put && !pending.own.isEmpty()) {
      int node = nodes.find(put.asset().guid());
      return node >= 0 && pending.own.containsKey(node) && !put.own().equals(ownOf(node));
    }
    return false;
  }

  void accept(Op op) {
    if (op instanceof Op.PutAsset put) {
      putAsset(put);
    } else if (op instanceof Op.PutEdge put) {
      putEdge(put.at().tenant(), put.edge());
    } else if (op instanceof Op.RemoveEdge remove) {
      removeEdge(remove);
    } else if (op instanceof Op.RemoveAsset remove) {
      removeAsset(remove.asset());
    } else if (op instanceof Op.Remain remain) {
      remain.assets().forEach(guid -> node(remain.at().tenant(), guid));
      pending.remains.add(remain);
    }
  }

  private void putAsset(Op.PutAsset put) {
    int node = node(put.at().tenant(), put.asset().guid());
    boolean turned = nodes.isDeleted(node) != put.deleted();
    noteName(node, put.asset().key());
    index.write(
        () -> {
          nodes.setKey(node, put.asset().key());
          nodes.setDeleted(node, put.deleted());
        });
    if (turned) {
      noteTurn(node, put.deleted());
    }
    if (turned || !isSame(put.own(), ownOf(node))) {
      pending.own.put(node, put.own());
    }
  }

  /** Whether they say the same, and by the same change. */
  private static boolean isSame(List<Classification> some, List<Classification> others) {
    if (!some.equals(others)) {
      return false;
    }
    for (int i = 0; i < some.size(); i++) {
      if (!Objects.equals(some.get(i).provenance(), others.get(i).provenance())) {
        return false;
      }
    }
    return true;
  }

  private List<Classification> ownOf(int node) {
    List<Classification> noted = pending.own.get(node);
    return noted != null ? noted : carried.own(node);
  }

  /** Whoever decides by name has to hear of another one. */
  private void noteName(int node, AssetKey key) {
    if (nodes.ref(node).filter(known -> !known.key().equals(key)).isPresent()) {
      pending.renamed.add(node);
    }
  }

  private void noteTurn(int node, boolean deleted) {
    if (deleted) {
      pending.cut(Pending.ANYWHERE, node);
      return;
    }
    for (int e = nodes.firstOut(node); e >= 0; e = edges.nextOut(e)) {
      pending.grown.add(e);
    }
    for (int e = nodes.firstIn(node); e >= 0; e = edges.nextIn(e)) {
      pending.grown.add(e);
    }
  }

  private void putEdge(TenantId tenant, LineageEdge edge) {
    int from = node(tenant, edge.from());
    int to = node(tenant, edge.to());
    EdgeTraits traits = EdgeTraits.of(edge);
    int known = edges.find(from, to, edge.relationshipType());
    if (known < 0) {
      index.write(() -> pending.grown.add(edges.add(from, to, traits)));
    } else if (!edges.traitsOf(known).equals(traits)) {
      noteCut(known);
      index.write(() -> edges.setTraits(known, traits));
      pending.grown.add(known);
    }
  }

  private void removeEdge(Op.RemoveEdge remove) {
    int from = nodes.find(remove.from());
    int to = nodes.find(remove.to());
    if (from >= 0 && to >= 0) {
      int known = edges.find(from, to, remove.relationshipType());
      if (known >= 0) {
        removeEdge(known);
      }
    }
  }

  private void removeEdge(int edge) {
    noteCut(edge);
    index.write(() -> edges.remove(edge));
  }

  private void noteCut(int edge) {
    EdgeTraits traits = edges.traitsOf(edge);
    if (traits.leads(true) && !traits.stopped()) {
      pending.cut(edges.from(edge), edges.to(edge));
    }
    if (traits.leads(false) && !traits.stopped()) {
      pending.cut(edges.to(edge), edges.from(edge));
    }
  }

  private void removeAsset(Guid guid) {
    int node = nodes.find(guid);
    if (node < 0) {
      return;
    }
    while (nodes.firstOut(node) >= 0) {
      removeEdge(nodes.firstOut(node));
    }
    while (nodes.firstIn(node) >= 0) {
      removeEdge(nodes.firstIn(node));
    }
    index.write(() -> nodes.forget(node));
    pending.own.put(node, List.of());
    pending.forgotten.add(node);
  }

  private int node(TenantId tenant, Guid guid) {
    int known = nodes.find(guid);
    if (known >= 0) {
      return known;
    }
    int[] added = new int[1];
    index.write(() -> added[0] = nodes.add(tenant, guid));
    return added[0];
  }
}
