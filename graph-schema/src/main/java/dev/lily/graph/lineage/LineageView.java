package dev.lily.graph.lineage;

import dev.lily.graph.TenantId;
import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.sight.AssetGuard;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A tenant's assets and edges, as somebody sees them, as numbers from 0, for walks. What is hidden
 * from them is not found, no edge leads to it, and it is not named as an origin. Good only within
 * {@link ClassificationIndex#read}, where nothing changes; the numbers mean nothing outside.
 */
public final class LineageView {
  private final TenantId tenant;
  private final LineageIndex index;
  private final NodeTable nodes;
  private final EdgeTable edges;
  private final Carried carried;
  private final NodeSight sight;
  private final long position;

  LineageView(
      TenantId tenant, LineageIndex index, Carried carried, AssetGuard guard, long position) {
    this.tenant = tenant;
    this.index = index;
    this.nodes = index.nodes();
    this.edges = index.edges();
    this.carried = carried;
    this.sight = new NodeSight(guard, index, carried);
    this.position = position;
  }

  /** The position of the change log up to which everything is in it. */
  public long position() {
    return position;
  }

  /** The asset of this guid, or -1 where the tenant has none. */
  public int find(Guid guid) {
    int node = index.nodeOf(tenant, guid);
    return node >= 0 && sight.sees(node) ? node : -1;
  }

  /** One more than the highest number of an asset, of any tenant. */
  public int nodeLimit() {
    return nodes.limit();
  }

  /** Whether the asset is one of the tenant's and seen. */
  public boolean isOfTenant(int node) {
    return nodes.tenant(node).equals(tenant) && sight.sees(node);
  }

  public Guid guid(int node) {
    return nodes.guid(node);
  }

  /** Absent while only relationships of the asset are known. */
  public Optional<AssetKey> key(int node) {
    return nodes.key(node);
  }

  public boolean isDeleted(int node) {
    return nodes.isDeleted(node);
  }

  /** The number of the asset's type. */
  public int type(int node) {
    return nodes.scope(node);
  }

  /** One more than the highest number of a type. */
  public int typeLimit() {
    return nodes.scopes();
  }

  /** Empty for assets of which only relationships are known. */
  public String typeName(int type) {
    return nodes.typeName(type);
  }

  /** What the asset carries, its own first. */
  public List<Classification> classifications(int node) {
    return sight.shown(carried.effective(node));
  }

  public boolean carries(int node, String classification) {
    return carried.carries(node, classification);
  }

  /** Whether the asset carries a classification of this name that holds at that time. */
  public boolean carries(int node, String classification, Instant time) {
    return carried.holds(node, classification, time);
  }

  /** The first edge that leaves the asset (end 1), or -1. */
  public int firstOut(int node) {
    return sight.isOpen() ? nodes.firstOut(node) : seenOut(nodes.firstOut(node));
  }

  public int nextOut(int edge) {
    return sight.isOpen() ? edges.nextOut(edge) : seenOut(edges.nextOut(edge));
  }

  /** The first edge that enters the asset (end 2), or -1. */
  public int firstIn(int node) {
    return sight.isOpen() ? nodes.firstIn(node) : seenIn(nodes.firstIn(node));
  }

  public int nextIn(int edge) {
    return sight.isOpen() ? edges.nextIn(edge) : seenIn(edges.nextIn(edge));
  }

  private int seenOut(int edge) {
    int next = edge;
    while (next >= 0 && !sight.seesEdge(next)) {
      next = edges.nextOut(next);
    }
    return next;
  }

  private int seenIn(int edge) {
    int next = edge;
    while (next >= 0 && !sight.seesEdge(next)) {
      next = edges.nextIn(next);
    }
    return next;
  }

  public int from(int edge) {
    return edges.from(edge);
  }

  public int to(int edge) {
    return edges.to(edge);
  }

  /** Whether the edge leads from a container (end 1) to its content. */
  public boolean isContaining(int edge) {
    return edges.traitsOf(edge).kind() == EdgeKind.HIERARCHY;
  }

  /** Whether data flows on the edge at all. */
  public boolean isLineage(int edge) {
    return edges.traitsOf(edge).kind().isLineage();
  }

  /** Whether data flows on the edge from end 1 to end 2, or the other way. */
  public boolean flows(int edge, boolean forward) {
    EdgeTraits traits = edges.traitsOf(edge);
    return traits.flowsForward() == forward && traits.kind().isLineage();
  }

  public String relationshipType(int edge) {
    return edges.traitsOf(edge).relationshipType();
  }

  public LineageEdge edge(int edge) {
    return edges.edge(edge);
  }

  /** What travels over that edge, and what it blocks; nothing where there is no such edge. */
  public Crossing crossing(Guid from, Guid to, String relationshipType) {
    int start = find(from);
    int end = find(to);
    int edge = start < 0 || end < 0 ? -1 : edges.find(start, end, relationshipType);
    return edge < 0 ? Crossing.NOTHING : Crossing.of(index, carried, edge);
  }
}
