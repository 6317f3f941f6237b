package dev.lily.server;

import dev.lily.graph.TenantId;
import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.AssetRef;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.ClassificationUpdate.Operation;
import dev.lily.graph.asset.DeleteMode;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.PropagateTags;
import dev.lily.graph.lineage.LineageEdge;
import dev.lily.graph.lineage.Op;
import dev.lily.graph.lineage.Oracle;
import dev.lily.graph.rule.RuleSet;
import dev.lily.graph.rule.Transformation;
import dev.lily.graph.rule.TypeKin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What somebody remembers of a graph who made every change to it: what is there, what follows by
 * brute force, and the story, for whoever looks for a fault.
 */
final class RememberedGraph {
  /** An active or deleted asset. */
  record Known(AssetRef ref, List<Classification> own, String certificate, boolean isDeleted) {
    boolean isColumn() {
      return ref.key().typeName().equals(RandomLink.COLUMN);
    }

    Known named(String qualifiedName, String certified) {
      AssetKey key = new AssetKey(ref.key().typeName(), qualifiedName);
      return new Known(new AssetRef(ref.guid(), key), own, certified, isDeleted);
    }

    Known tagged(Operation operation, Classification tag) {
      List<Classification> now = new ArrayList<>(own);
      switch (operation) {
        case ADD -> now.add(tag);
        case PUT, UPDATE ->
            now.replaceAll(one -> one.typeName().equals(tag.typeName()) ? tag : one);
        case REMOVE -> now.removeIf(one -> one.typeName().equals(tag.typeName()));
      }
      return new Known(ref, List.copyOf(now), certificate, isDeleted);
    }

    Known deleted() {
      return new Known(ref, own, certificate, true);
    }
  }

  /** An active relationship. */
  record Drawn(
      RandomLink link,
      Guid end1,
      Guid end2,
      PropagateTags tags,
      Set<String> blocked,
      List<Transformation> ways) {
    Drawn(RandomLink link, Guid end1, Guid end2) {
      this(link, end1, end2, link.standard(), Set.of(), List.of());
    }

    Drawn with(PropagateTags passing, Set<String> held, List<Transformation> made) {
      return new Drawn(link, end1, end2, passing, held, made);
    }

    boolean isBetween(Guid one, Guid other) {
      return end1.equals(one) && end2.equals(other);
    }

    boolean touches(Guid asset) {
      return end1.equals(asset) || end2.equals(asset);
    }

    /** Whether the other cannot be there together with this one. */
    boolean excludes(Drawn other) {
      return link == other.link
          && end1.equals(other.end1)
          && (link == RandomLink.PART || end2.equals(other.end2));
    }

    LineageEdge edge() {
      return link.edge(end1, end2, tags, blocked, ways);
    }
  }

  private final TenantId tenant;
  private final Oracle oracle = new Oracle();
  private final Map<Guid, Known> assets = new LinkedHashMap<>();
  private final Map<Guid, String> names = new LinkedHashMap<>();
  private final List<Drawn> links = new ArrayList<>();
  private final List<Classification> ended = new ArrayList<>();
  private final List<String> story = new ArrayList<>();
  private long position;

  RememberedGraph(TenantId tenant) {
    this.tenant = tenant;
  }

  TenantId tenant() {
    return tenant;
  }

  List<Known> active() {
    return assets.values().stream().filter(one -> !one.isDeleted()).toList();
  }

  List<Guid> deleted() {
    return assets.values().stream().filter(Known::isDeleted).map(one -> one.ref().guid()).toList();
  }

  List<Drawn> links() {
    return links;
  }

  /** What was on assets that are gone. */
  List<Classification> ended() {
    return ended;
  }

  /** All assets that ever were. */
  List<Guid> universe() {
    return List.copyOf(names.keySet());
  }

  /** What every asset carries now, by brute force. */
  Map<Guid, List<Classification>> expected() {
    return oracle.effective(universe());
  }

  /** What is about to be done. */
  void tell(Object... words) {
    story.add(String.join(" ", Stream.of(words).map(String::valueOf).toList()));
  }

  List<String> story() {
    return story.stream().map(this::readable).toList();
  }

  /** The text with names instead of guids. */
  String readable(String text) {
    String named = text;
    for (Map.Entry<Guid, String> one : names.entrySet()) {
      named = named.replace(one.getKey().toString(), one.getValue());
    }
    return named;
  }

  private void apply(List<Op> together) {
    oracle.apply(together);
  }

  private Op.At next() {
    return new Op.At(tenant, ++position, 0);
  }

  /** Which types descend from which. */
  void types(TypeKin kin) {
    apply(List.of(new Op.PutTypes(next(), kin)));
  }

  void rules(RuleSet rules) {
    apply(List.of(new Op.PutRules(next(), rules)));
  }

  void put(Known asset) {
    apply(List.of(put(next(), asset)));
  }

  private Op put(Op.At at, Known asset) {
    assets.put(asset.ref().guid(), asset);
    names.putIfAbsent(
        asset.ref().guid(), "<" + asset.ref().key().qualifiedName() + "/" + names.size() + ">");
    return new Op.PutAsset(at, asset.ref(), asset.own(), asset.isDeleted(), asset.certificate());
  }

  void created(List<Asset> created) {
    Op.At at = next();
    apply(
        created.stream()
            .map(
                one ->
                    put(at, new Known(one.ref(), one.classifications(), one.certificate(), false)))
            .toList());
  }

  /** Relationships that are new or changed. */
  void drawn(List<Drawn> drawn) {
    Op.At at = next();
    for (Drawn one : drawn) {
      int known = indexOf(one);
      if (known < 0) {
        links.add(one);
      } else {
        links.set(known, one);
      }
    }
    apply(drawn.stream().map(one -> (Op) new Op.PutEdge(at, one.edge())).toList());
  }

  private int indexOf(Drawn wanted) {
    for (int i = 0; i < links.size(); i++) {
      Drawn one = links.get(i);
      if (one.link() == wanted.link() && one.isBetween(wanted.end1(), wanted.end2())) {
        return i;
      }
    }
    return -1;
  }

  void removed(Drawn gone) {
    links.remove(gone);
    apply(List.of(removal(next(), gone)));
  }

  private static Op removal(Op.At at, Drawn gone) {
    LineageEdge edge = gone.edge();
    return new Op.RemoveEdge(at, edge.from(), edge.to(), edge.relationshipType());
  }

  void released(Guid asset, Classification left) {
    apply(List.of(new Op.Release(next(), asset, left.typeName(), left.origin())));
  }

  /** Assets that were deleted together; their relationships are gone with them. */
  void ended(List<Asset> together, DeleteMode mode) {
    Op.At at = next();
    List<Op> ops = new ArrayList<>();
    for (Asset asset : together) {
      Guid guid = asset.ref().guid();
      ended.addAll(assets.get(guid).own());
      if (mode == DeleteMode.SOFT) {
        ops.add(put(at, assets.get(guid).deleted()));
      } else {
        assets.remove(guid);
        ops.add(new Op.RemoveAsset(at, guid));
      }
    }
    for (Asset asset : together) {
      links.stream()
          .filter(link -> link.touches(asset.ref().guid()))
          .forEach(link -> ops.add(removal(at, link)));
      links.removeIf(link -> link.touches(asset.ref().guid()));
    }
    apply(ops);
  }
}
