package dev.lily.graph.store;

import com.carrotsearch.hppc.LongObjectHashMap;
import dev.lily.graph.TenantId;
import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.AssetRef;
import dev.lily.graph.asset.AssetStatus;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.rule.RuleAsset;
import dev.lily.graph.rule.RuleSet;
import dev.lily.graph.store.AssetRows.Row;
import dev.lily.graph.store.GraphScan.Scanned;
import dev.lily.graph.store.RelationshipRows.Body;
import dev.lily.graph.type.RelationshipType;
import dev.lily.graph.type.TypeRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.tinkerpop.gremlin.structure.Direction;
import org.janusgraph.core.PropertyKey;
import org.janusgraph.core.RelationType;
import org.janusgraph.diskstorage.Entry;
import org.janusgraph.graphdb.database.EdgeSerializer;
import org.janusgraph.graphdb.database.serialize.Serializer;
import org.janusgraph.graphdb.idmanagement.IDManager;
import org.janusgraph.graphdb.relations.RelationCache;
import org.janusgraph.graphdb.transaction.StandardJanusGraphTx;
import org.jspecify.annotations.Nullable;

/**
 * Makes of the cells of a row what the lineage index has to know of an asset, without elements of
 * the graph and without values that nobody asks for. Used by one thread.
 */
final class ScanReader implements RowScan.RowReader<ScanReader.Found> {
  private static final Set<String> READ =
      Set.of(
          GraphKeys.TENANT,
          GraphKeys.TYPE_NAME,
          GraphKeys.QUALIFIED_NAME,
          GraphKeys.FIRST_NAME,
          GraphKeys.NAME,
          GraphKeys.STATUS,
          GraphKeys.BODY,
          GraphKeys.PROPAGATED);

  /** More distinct bodies of edges than this are not remembered. */
  private static final int REMEMBERED = 10_000;

  private final GraphAccess access;
  private final TypeRegistry types;
  private final Predicate<RelationshipType> wanted;
  private final StandardJanusGraphTx transaction;
  private final EdgeSerializer cells;
  private final Serializer values;
  private final long status;
  private final long body;
  private final LongObjectHashMap<Column> columns = new LongObjectHashMap<>();
  private final Map<String, TenantId> tenants = new HashMap<>();
  private final Map<String, Body> bodies = new HashMap<>();
  private final BodySketch sketch = new BodySketch();

  ScanReader(
      GraphAccess access,
      TypeRegistry types,
      Predicate<RelationshipType> wanted,
      StandardJanusGraphTx transaction) {
    this.access = access;
    this.types = types;
    this.wanted = wanted;
    this.transaction = transaction;
    this.cells = transaction.getEdgeSerializer();
    this.values = transaction.getGraph().getDataSerializer();
    this.status = idOf(GraphKeys.STATUS);
    this.body = idOf(GraphKeys.BODY);
  }

  private long idOf(String property) {
    return transaction.getPropertyKey(property).longId();
  }

  /**
   * An asset that the index has to know.
   *
   * @param ends of its active edges: those of the wanted types, and those with a propagateTags of
   *     their own
   */
  record Found(long address, Scanned asset, List<End> ends) {}

  /**
   * An edge as the row of one of its ends has it.
   *
   * @param outgoing whether this end is end 1
   * @param other the address of the other end
   */
  record End(RelationshipType type, boolean outgoing, long other, Body body) {}

  /**
   * What the cells of a type of relation are: a text, edges, or nothing that is read.
   *
   * @param all whether all such edges are wanted, or those that have a propagateTags of their own
   */
  private record Column(@Nullable String text, @Nullable RelationshipType edges, boolean all) {
    static final Column UNREAD = new Column(null, null, false);
  }

  @Override
  public @Nullable Found read(long vertexId, List<Entry> row) {
    Map<String, String> texts = new HashMap<>(16);
    List<End> ends = List.of();
    for (Entry cell : row) {
      Column column = column(cells.parseTypeId(cell));
      if (column.text() != null) {
        texts.put(column.text(), StoredProperties.text(values, cell));
      } else if (column.edges() != null) {
        ends = with(ends, end(column.edges(), column.all(), cell));
      }
    }
    if (!texts.containsKey(GraphKeys.BODY)) {
      return null;
    }
    long address = access.graph().getIDManager().fromVertexId(vertexId);
    return found(new Row(address, () -> transaction.getVertex(vertexId), texts), ends);
  }

  private static List<End> with(List<End> ends, @Nullable End more) {
    if (more == null) {
      return ends;
    }
    List<End> all = ends.isEmpty() ? new ArrayList<>(4) : ends;
    all.add(more);
    return all;
  }

  private Column column(long type) {
    Column known = columns.get(type);
    if (known == null) {
      known = IDManager.isSystemRelationTypeId(type) ? Column.UNREAD : newColumn(type);
      columns.put(type, known);
    }
    return known;
  }

  private Column newColumn(long id) {
    RelationType type = transaction.getExistingRelationType(id);
    if (type instanceof PropertyKey key) {
      return READ.contains(key.name()) ? new Column(key.name(), null, true) : Column.UNREAD;
    }
    return types
        .findRelationshipType(type.name())
        .map(edges -> new Column(null, edges, wanted.test(edges)))
        .orElse(Column.UNREAD);
  }

  private @Nullable End end(RelationshipType type, boolean all, Entry cell) {
    RelationCache edge = cells.parseRelation(cell, false, transaction);
    if (edge.hasProperties() && edge.get(status) != null) {
      return null;
    }
    Body said = edge.hasProperties() ? body(edge.get(body)) : Body.PLAIN;
    if (!all && said.propagateTags() == null) {
      return null;
    }
    long other = ((Number) edge.getOtherVertexId()).longValue();
    return new End(
        type,
        edge.direction == Direction.OUT,
        access.graph().getIDManager().fromVertexId(other),
        said);
  }

  /** Edges of one job say the same of themselves. */
  private Body body(@Nullable String json) {
    if (json == null) {
      return Body.PLAIN;
    }
    Body known = bodies.get(json);
    if (known == null) {
      if (bodies.size() == REMEMBERED) {
        bodies.clear();
      }
      known = RelationshipRows.decode(json);
      bodies.put(json, known);
    }
    return known;
  }

  private @Nullable Found found(Row row, List<End> ends) {
    sketch.read(row.required(GraphKeys.BODY), row.values().get(GraphKeys.NAME));
    TenantId tenant = tenants.computeIfAbsent(row.required(GraphKeys.TENANT), TenantId::new);
    AssetRef ref =
        new AssetRef(access.addresses().guid(tenant, row.firstKey(), row.address()), row.key());
    List<Classification> own = List.of();
    Optional<RuleSet> rules = Optional.empty();
    if (sketch.isClassified() || ref.key().equals(RuleAsset.KEY)) {
      Asset asset = access.rows().asset(row);
      own = asset.classifications();
      rules = RuleAsset.rulesOf(asset);
    }
    String written = row.values().get(GraphKeys.PROPAGATED);
    Scanned asset =
        new Scanned(
            tenant,
            ref,
            row.status() != AssetStatus.ACTIVE,
            own,
            sketch.certificate(),
            sketch.aspects(),
            rules,
            written == null ? List.of() : List.of(written.split("\n", -1)));
    return ends.isEmpty() && asset.isPlain() ? null : new Found(row.address(), asset, ends);
  }
}
