package dev.lily.graph.lineage;

import dev.lily.graph.TenantId;
import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.AssetRef;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.PropagateTags;
import dev.lily.graph.rule.PropagationRule;
import dev.lily.graph.rule.RuleSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A small catalog by name; every call is the change of a position of its own. */
final class Catalog {
  static final TenantId TENANT = TenantId.DEFAULT;
  static final Classification.Rules RESTRICTED_LINEAGE =
      new Classification.Rules(true, true, true, false);
  static final Classification.Rules RESTRICTED_HIERARCHY =
      new Classification.Rules(true, true, false, true);
  static final Classification.Rules OUTLIVING = new Classification.Rules(true, false, false, false);

  final ClassificationIndex index = new ClassificationIndex();
  private long position;

  Op.At at() {
    return new Op.At(TENANT, ++position, 1000 + position);
  }

  static Guid guid(String name) {
    return new Guid(name.hashCode(), 7);
  }

  static AssetKey key(String name) {
    return new AssetKey("column", name);
  }

  static AssetRef ref(String name) {
    return new AssetRef(guid(name), key(name));
  }

  static Classification classification(String name, String origin, Classification.Rules rules) {
    return new Classification(name, guid(origin), Map.of(), rules, List.of());
  }

  static LineageEdge column(String from, String to) {
    return edge(from, to, EdgeKind.COLUMN_LINEAGE);
  }

  static LineageEdge hierarchy(String from, String to) {
    return edge(from, to, EdgeKind.HIERARCHY);
  }

  static LineageEdge edge(String from, String to, EdgeKind kind) {
    return LineageEdge.of(guid(from), guid(to), kind.name(), kind, PropagateTags.ONE_TO_TWO);
  }

  /** Assets without classifications. */
  Catalog assets(String... names) {
    Arrays.stream(names).forEach(name -> put(name, false));
    return this;
  }

  Catalog edges(LineageEdge... edges) {
    Arrays.stream(edges).forEach(edge -> index.apply(List.of(new Op.PutEdge(at(), edge))));
    return this;
  }

  Delta put(String name, boolean deleted, Classification... own) {
    return index.apply(List.of(new Op.PutAsset(at(), ref(name), List.of(own), deleted)));
  }

  Delta tag(String name) {
    return put(name, false, classification("PII", name, Classification.Rules.PROPAGATE));
  }

  /** Containing that carries nothing by itself. */
  static LineageEdge contained(String container, String content) {
    return LineageEdge.of(
        guid(container), guid(content), "contains", EdgeKind.HIERARCHY, PropagateTags.NONE);
  }

  Delta rules(PropagationRule... rules) {
    List<PropagationRule> all = new ArrayList<>(RuleSet.STANDARD.rules());
    all.addAll(List.of(rules));
    return index.apply(List.of(new Op.PutRules(at(), new RuleSet(position, all))));
  }

  Delta cut(LineageEdge edge) {
    return index.apply(
        List.of(new Op.RemoveEdge(at(), edge.from(), edge.to(), edge.relationshipType())));
  }

  /** What the asset carries, as {@code name} or {@code name<origin}. */
  List<String> carried(String name, String... origins) {
    List<String> carried = new ArrayList<>();
    for (Classification each : index.of(TENANT, key(name))) {
      carried.add(
          each.isOwnOf(guid(name))
              ? each.typeName()
              : each.typeName() + "<" + nameOf(each.origin(), origins));
    }
    return carried;
  }

  private static String nameOf(Guid guid, String... names) {
    return Arrays.stream(names)
        .filter(name -> guid(name).equals(guid))
        .findFirst()
        .orElse(guid.toString());
  }
}
