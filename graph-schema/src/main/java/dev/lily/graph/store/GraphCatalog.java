package dev.lily.graph.store;

import dev.lily.graph.AssetReader;
import dev.lily.graph.Catalog;
import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.RequestContext;
import dev.lily.graph.TenantId;
import dev.lily.graph.TypeCatalog;
import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.AssetBatch;
import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.AssetStatus;
import dev.lily.graph.asset.AssetView;
import dev.lily.graph.asset.ClassificationUpdate;
import dev.lily.graph.asset.DeleteMode;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.MutationResult;
import dev.lily.graph.asset.PropagatedUpdate;
import dev.lily.graph.asset.Relationship;
import dev.lily.graph.change.Outbox;
import dev.lily.graph.store.AssetRows.Row;
import dev.lily.graph.store.BatchPreparation.Prepared;
import dev.lily.graph.type.RelationshipEnd;
import dev.lily.graph.type.RelationshipType;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.tinkerpop.gremlin.process.traversal.dsl.graph.GraphTraversalSource;
import org.apache.tinkerpop.gremlin.structure.Direction;
import org.janusgraph.core.JanusGraph;
import org.janusgraph.core.JanusGraphException;
import org.janusgraph.core.JanusGraphTransaction;

/** The catalog kept in a JanusGraph; opened once per process and folder. */
public final class GraphCatalog implements Catalog, AssetReader, AutoCloseable {
  private final GraphAccess access;
  private final GraphOutbox outbox;
  private final GraphWriter writer;
  private final GraphTypes types;
  private final SearchIndex searchIndex;
  private final AssetSearch search;

  private GraphCatalog(GraphAccess access) {
    this.access = access;
    outbox = new GraphOutbox(access.graph(), access.records());
    writer = new GraphWriter(access.graph(), outbox);
    searchIndex = new SearchIndex(access, outbox);
    search = new AssetSearch(access, searchIndex);
    types = new GraphTypes(access, writer, new TypeUsage(access, search));
  }

  /**
   * Opens the graph, or makes it, and repairs what a crash left half done.
   *
   * @throws CatalogException UNAVAILABLE, saying what is wrong with the folder and what to do
   */
  public static GraphCatalog open(StoreSettings settings) {
    try {
      return open(settings, Addresses.KeyHash.MURMUR);
    } catch (JanusGraphException | IllegalArgumentException | IllegalStateException fault) {
      Throwable reason = fault;
      while (reason.getCause() != null) {
        reason = reason.getCause();
      }
      throw new CatalogException(
          ErrorCode.UNAVAILABLE,
          "the graph in %s cannot be opened: %s; restore the data folder from a backup, or set another lily.data.folder"
              .formatted(settings.folder(), reason.getMessage()),
          fault);
    }
  }

  static GraphCatalog open(StoreSettings settings, Addresses.KeyHash hash) {
    GraphCatalog catalog = new GraphCatalog(GraphAccess.of(GraphOpener.open(settings), hash));
    catalog.searchIndex.start();
    catalog.writer.start();
    return catalog;
  }

  public TypeCatalog types() {
    return types;
  }

  public Outbox outbox() {
    return outbox;
  }

  public AssetSearch search() {
    return search;
  }

  /** The graph itself. */
  public JanusGraph graph() {
    return access.graph();
  }

  /**
   * What Gremlin sees of a tenant, with everything that was written before: its assets and the
   * edges between them, read only. Its graph is a transaction, to be rolled back by the caller.
   */
  public GraphTraversalSource traversal(TenantId tenant) {
    search.flush();
    return TenantTraversal.open(access.graph(), tenant);
  }

  @Override
  public MutationResult apply(RequestContext context, AssetBatch batch) {
    List<Prepared> inputs = new BatchPreparation(types.types()).prepare(batch.upserts());
    return writer.write(new BatchWork(context, types.types(), access, batch, inputs));
  }

  @Override
  public MutationResult delete(RequestContext context, List<Guid> assets, DeleteMode mode) {
    return writer.write(new DeleteWork(context, types.types(), access, assets, mode));
  }

  @Override
  public MutationResult classify(RequestContext context, List<ClassificationUpdate> updates) {
    return writer.write(new ClassificationWork(context, types.types(), access, updates));
  }

  /** Writes propagated classifications; returns the position of the events this made. */
  public long materialise(RequestContext context, List<PropagatedUpdate> updates) {
    return writer.write(new PropagationWork(context, types.types(), access, updates));
  }

  /** Reads everything that is stored, as it is now. */
  public GraphScan scan() {
    return new GraphScan(access, types.types());
  }

  @Override
  public Optional<Asset> find(RequestContext context, Guid guid) {
    return read(
        transaction ->
            access.locator().find(transaction, context.tenant(), guid).map(access.rows()::asset));
  }

  @Override
  public Optional<Asset> find(RequestContext context, AssetKey key) {
    return read(
        transaction ->
            access
                .locator()
                .find(transaction, types.types(), context.tenant(), key)
                .map(access.rows()::asset));
  }

  @Override
  public Optional<AssetView> view(RequestContext context, Guid guid) {
    return read(
        transaction -> access.locator().find(transaction, context.tenant(), guid).map(this::view));
  }

  @Override
  public List<AssetView> viewWithOwned(RequestContext context, Guid guid) {
    return read(
        transaction -> {
          Map<Guid, AssetView> views = new LinkedHashMap<>();
          Deque<Guid> open = new ArrayDeque<>(List.of(guid));
          while (!open.isEmpty()) {
            Guid next = open.removeFirst();
            if (!views.containsKey(next)) {
              access
                  .locator()
                  .find(transaction, context.tenant(), next)
                  .map(this::view)
                  .ifPresent(
                      view -> {
                        views.put(next, view);
                        open.addAll(owned(view));
                      });
            }
          }
          return List.copyOf(views.values());
        });
  }

  private List<Guid> owned(AssetView view) {
    Guid self = view.asset().guid();
    return view.related().stream()
        .filter(related -> related.relationship().status() == AssetStatus.ACTIVE)
        .filter(related -> endOf(self, related.relationship()).isOwner())
        .map(related -> related.other().guid())
        .toList();
  }

  private RelationshipEnd endOf(Guid self, Relationship relationship) {
    RelationshipType type = types.types().relationshipType(relationship.typeName());
    return relationship.end1().guid().equals(self) ? type.end1() : type.end2();
  }

  @Override
  public Map<Guid, Asset> findAll(RequestContext context, Collection<Guid> guids) {
    return read(
        transaction -> {
          Map<Guid, Asset> found = new LinkedHashMap<>();
          for (Guid guid : guids) {
            access
                .locator()
                .find(transaction, context.tenant(), guid)
                .ifPresent(row -> found.put(guid, access.rows().asset(row)));
          }
          return found;
        });
  }

  /** The guid of the one relationship that the type allows between two assets. */
  public static Guid relationshipGuid(Guid end1, Guid end2, RelationshipType type) {
    return Addresses.relationshipGuid(
        Addresses.addressOf(end1), Addresses.addressOf(end2), type.number());
  }

  private AssetView view(Row row) {
    List<AssetView.Related> related =
        access.relationships().of(types.types(), row, Direction.BOTH).stream()
            .map(
                edge -> {
                  Row other = edge.other();
                  return new AssetView.Related(
                      edge.relationship(),
                      access.rows().ref(other),
                      other.status(),
                      other.displayText());
                })
            .toList();
    return new AssetView(access.rows().asset(row), related);
  }

  @Override
  public List<Relationship> relationships(RequestContext context, Guid asset) {
    return read(
        transaction ->
            access
                .locator()
                .find(transaction, context.tenant(), asset)
                .map(row -> relationships(row))
                .orElse(List.of()));
  }

  private List<Relationship> relationships(Row row) {
    return access.relationships().of(types.types(), row, Direction.BOTH).stream()
        .map(RelationshipRows.Edge::relationship)
        .toList();
  }

  private <T> T read(Function<JanusGraphTransaction, T> reader) {
    JanusGraphTransaction transaction =
        access.graph().buildTransaction().readOnly().checkExternalVertexExistence(false).start();
    try {
      return reader.apply(transaction);
    } finally {
      transaction.rollback();
    }
  }

  @Override
  public void close() {
    writer.close();
    searchIndex.close();
    access.graph().close();
  }
}
