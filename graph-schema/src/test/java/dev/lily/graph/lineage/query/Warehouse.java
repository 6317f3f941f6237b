package dev.lily.graph.lineage.query;

import dev.lily.graph.TenantId;
import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.AssetRef;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.PropagateTags;
import dev.lily.graph.lineage.ClassificationIndex;
import dev.lily.graph.lineage.EdgeKind;
import dev.lily.graph.lineage.LineageEdge;
import dev.lily.graph.lineage.Op;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Assets by name; the part of a name before its first dot is its type. */
final class Warehouse implements LineageTypes {
  static final TenantId TENANT = TenantId.DEFAULT;

  final ClassificationIndex index = new ClassificationIndex();
  final LineageQueries queries = new LineageQueries(index, this);
  private final Map<Guid, String> names = new HashMap<>();
  private long position;

  static Guid guid(String name) {
    return new Guid(name.hashCode() * 0x9E3779B97F4A7C15L, name.length());
  }

  static String type(String name) {
    return name.substring(0, name.indexOf('.'));
  }

  @Override
  public NodeKind kind(String typeName) {
    return switch (typeName) {
      case "table" -> NodeKind.DATASET;
      case "job" -> NodeKind.PROCESS;
      case "column" -> NodeKind.COLUMN;
      case "schema", "server" -> NodeKind.CONTAINER;
      default -> NodeKind.OTHER;
    };
  }

  Op.At at() {
    return new Op.At(TENANT, ++position, 1000 + position);
  }

  String name(Guid guid) {
    return Optional.ofNullable(names.get(guid)).orElse(guid.toString());
  }

  Warehouse put(String name, boolean deleted, Classification... own) {
    names.put(guid(name), name);
    AssetRef asset = new AssetRef(guid(name), new AssetKey(type(name), name));
    index.apply(List.of(new Op.PutAsset(at(), asset, List.of(own), deleted)));
    return this;
  }

  Warehouse tag(String name, String classification) {
    return put(
        name,
        false,
        new Classification(
            classification, guid(name), Map.of(), Classification.Rules.PROPAGATE, List.of()));
  }

  /** Data flows along the names, from each to the next. */
  Warehouse flow(String... way) {
    for (String name : way) {
      if (!names.containsKey(guid(name))) {
        put(name, false);
      }
    }
    for (int i = 1; i < way.length; i++) {
      put(edge(way[i - 1], way[i]));
    }
    return this;
  }

  Warehouse contain(String container, String... content) {
    flow(container);
    for (String name : content) {
      flow(name);
      put(relation(container, name, "contains", EdgeKind.HIERARCHY, PropagateTags.NONE));
    }
    return this;
  }

  void put(LineageEdge edge) {
    index.apply(List.of(new Op.PutEdge(at(), edge)));
  }

  void cut(LineageEdge edge) {
    index.apply(List.of(new Op.RemoveEdge(at(), edge.from(), edge.to(), edge.relationshipType())));
  }

  /** As the models do: a process is end 1 of what it reads and of what it writes. */
  static LineageEdge edge(String from, String to) {
    if (type(to).equals("job") && !type(from).equals("job")) {
      return relation(to, from, "inputs", EdgeKind.DATASET_LINEAGE, PropagateTags.TWO_TO_ONE)
          .flowingBackward();
    }
    EdgeKind kind =
        type(from).equals("column") ? EdgeKind.COLUMN_LINEAGE : EdgeKind.DATASET_LINEAGE;
    return relation(from, to, "outputs", kind, PropagateTags.ONE_TO_TWO);
  }

  static LineageEdge relation(
      String from, String to, String type, EdgeKind kind, PropagateTags propagateTags) {
    return LineageEdge.of(guid(from), guid(to), type, kind, propagateTags);
  }
}
