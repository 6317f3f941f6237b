package dev.lily.graph.lineage;

import dev.lily.graph.TenantId;
import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.rule.AssetFacts;
import dev.lily.graph.rule.RuleSet;
import dev.lily.graph.rule.TypeKin;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntConsumer;

/** Writes changes into the tables at once and notes what they mean for propagation. */
final class Intake {
  private final LineageIndex index;
  private final NodeTable nodes;
  private final EdgeTable edges;
  private final RuleBook rules;
  private final Carried carried;
  private Pending pending = new Pending();

  Intake(LineageIndex index, Carried carried) {
    this.index = index;
    this.nodes = index.nodes();
    this.edges = index.edges();
    this.rules = index.rules();
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
    } else if (op instanceof Op.PutRules put) {
      putRules(put.at().tenant(), put.rules());
    } else if (op instanceof Op.PutTypes put) {
      putTypes(put.kin());
    } else if (op instanceof Op.Remain remain) {
      remain.assets().forEach(guid -> node(remain.at().tenant(), guid));
      pending.remains.add(remain);
    } else if (op instanceof Op.Release release) {
      pending.releases.add(release);
    }
  }

  private void putAsset(Op.PutAsset put) {
    int node = node(put.at().tenant(), put.asset().guid());
    boolean turned = nodes.isDeleted(node) != put.deleted();
    Optional<AssetFacts> before = askedFacts(node);
    noteName(node, put.asset().key());
    index.write(
        () -> {
          nodes.setKey(node, put.asset().key());
          nodes.setDeleted(node, put.deleted());
          nodes.setCertificate(node, put.certificate());
          nodes.aspects().set(node, put.aspects());
        });
    if (turned) {
      noteTurn(node, put.deleted());
    }
    if (!before.equals(askedFacts(node))) {
      noteFacts(node);
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
      eachEdge(node, this::noteContained);
    } else {
      eachEdge(node, pending.grown::add);
    }
  }

  /** What rules may ask about the asset, where they do. */
  private Optional<AssetFacts> askedFacts(int node) {
    TenantId tenant = nodes.tenant(node);
    return rules.asksNodes(tenant) || rules.derivations(tenant).asksTargets()
        ? Optional.of(nodes.facts(node))
        : Optional.empty();
  }

  /** Rules that ask what an asset is have to be asked again. */
  private void noteFacts(int node) {
    TenantId tenant = nodes.tenant(node);
    if (rules.derivations(tenant).asksTargets()) {
      eachEdge(node, this::noteContained);
    }
    if (rules.asksNodes(tenant)) {
      eachEdge(node, edge -> judge(tenant, edge));
    }
  }

  private void eachEdge(int node, IntConsumer visit) {
    for (int e = nodes.firstOut(node); e >= 0; e = edges.nextOut(e)) {
      visit.accept(e);
    }
    for (int e = nodes.firstIn(node); e >= 0; e = edges.nextIn(e)) {
      visit.accept(e);
    }
  }

  private void noteContained(int edge) {
    if (edges.traitsOf(edge).kind() == EdgeKind.HIERARCHY) {
      pending.contained(edges.from(edge), edges.to(edge));
    }
  }

  private void putRules(TenantId tenant, RuleSet now) {
    if (now.equals(rules.told(tenant))) {
      return;
    }
    RuleSet before = rules.rules(tenant);
    index.write(() -> rules.set(tenant, now));
    noteRules(tenant, before);
  }

  /** Rules mean more where more types descend from those that they name. */
  private void putTypes(TypeKin now) {
    TypeKin before = nodes.kin();
    if (now.equals(before)) {
      return;
    }
    Map<TenantId, RuleSet> meant = new HashMap<>();
    rules.tenants().forEach(tenant -> meant.put(tenant, rules.rules(tenant)));
    index.write(
        () -> {
          nodes.setKin(now);
          rules.readAgain();
        });
    boolean all = before.equals(TypeKin.NONE) || now.hasOtherSuperTypesThan(before);
    meant.forEach(
        (tenant, was) -> {
          if (all || !was.equals(rules.rules(tenant))) {
            noteRules(tenant, was);
          }
        });
  }

  /** All that other rules may mean. */
  private void noteRules(TenantId tenant, RuleSet before) {
    noteSeverity(tenant, new Weighing(before, rules.rules(tenant)));
    for (int edge = 0; edge < edges.limit(); edge++) {
      if (edges.exists(edge) && nodes.tenant(edges.from(edge)).equals(tenant)) {
        judge(tenant, edge);
      }
    }
    pending.otherRules.add(tenant);
  }

  /** Whoever decides has to ask again about what shows another value now. */
  private void noteSeverity(TenantId tenant, Weighing weighing) {
    for (String name : weighing.reordered()) {
      carried
          .carrying(name)
          .forEach(
              (int node) -> {
                List<Classification> all = carried.effective(node, name);
                if (nodes.tenant(node).equals(tenant)
                    && !Weighing.sameValues(weighing.now(all), weighing.then(all))) {
                  pending.reweighed.add(node);
                }
              });
    }
  }

  private void judge(TenantId tenant, int edge) {
    EdgeOrigin origin = edges.origin(edge);
    EdgeTraits before = edges.traitsOf(edge);
    EdgeTraits now = rules.judged(tenant, edges.from(edge), edges.to(edge), before, origin);
    if (!now.equals(before)) {
      change(edge, now, origin);
    }
  }

  private void putEdge(TenantId tenant, LineageEdge edge) {
    int from = node(tenant, edge.from());
    int to = node(tenant, edge.to());
    EdgeOrigin origin = EdgeOrigin.of(edge);
    EdgeTraits traits = rules.judged(tenant, from, to, EdgeTraits.of(edge), origin);
    int known = edges.find(from, to, edge.relationshipType());
    if (known < 0) {
      index.write(() -> pending.grown.add(edges.add(from, to, traits, origin)));
    } else if (!edges.traitsOf(known).equals(traits)) {
      change(known, traits, origin);
    } else if (!edges.origin(known).equals(origin)) {
      index.write(() -> edges.set(known, traits, origin));
    }
  }

  private void change(int edge, EdgeTraits traits, EdgeOrigin origin) {
    noteCut(edge);
    index.write(() -> edges.set(edge, traits, origin));
    pending.grown.add(edge);
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
    noteContained(edge);
    if (traits.leads(true) && !traits.isStopped(true)) {
      pending.cut(edges.from(edge), edges.to(edge));
    }
    if (traits.leads(false) && !traits.isStopped(false)) {
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
