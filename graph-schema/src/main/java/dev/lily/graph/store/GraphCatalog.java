package dev.lily.graph.store;

import dev.lily.graph.AssetReader;
import dev.lily.graph.Catalog;
import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.RelationshipCatalog;
import dev.lily.graph.RequestContext;
import dev.lily.graph.StoreLoad;
import dev.lily.graph.TenantId;
import dev.lily.graph.TypeCatalog;
import dev.lily.graph.activity.ActivityStore;
import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.AssetBatch;
import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.AssetView;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.ClassificationUpdate;
import dev.lily.graph.asset.DeleteMode;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.MutationResult;
import dev.lily.graph.asset.PropagatedUpdate;
import dev.lily.graph.asset.Relationship;
import dev.lily.graph.asset.RelationshipValues;
import dev.lily.graph.change.Outbox;
import dev.lily.graph.store.BatchPreparation.Prepared;
import dev.lily.graph.type.RelationshipType;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.tinkerpop.gremlin.process.traversal.dsl.graph.GraphTraversalSource;
import org.janusgraph.core.JanusGraph;
import org.janusgraph.core.JanusGraphException;
import org.janusgraph.core.JanusGraphTransaction;
import org.janusgraph.diskstorage.keycolumnvalue.KeyColumnValueStoreManager;

/** The catalog kept in a JanusGraph; opened once per process and folder. */
public final class GraphCatalog
    implements Catalog, RelationshipCatalog, AssetReader, AutoCloseable {
  private final GraphAccess access;
  private final GraphOutbox outbox;
  private final GraphOutbox propagated;
  private final GraphWriter writer;
  private final GraphTypes types;
  private final SearchIndex searchIndex;
  private final AssetSearch search;
  private final AssetReads reads;
  private final ActivityRows activity;

  private GraphCatalog(GraphAccess access) {
    this.access = access;
    outbox = new GraphOutbox(access.graph(), access.records(), GraphOutbox.Lane.CHANGES);
    propagated = new GraphOutbox(access.graph(), access.records(), GraphOutbox.Lane.PROPAGATED);
    writer = new GraphWriter(access.graph(), new Outboxes(outbox, propagated), access.cache());
    searchIndex = new SearchIndex(access, outbox);
    search = new AssetSearch(access, searchIndex, () -> types().types());
    types = new GraphTypes(access, writer, new TypeUsage(access, search));
    reads = new AssetReads(access, types::types);
    activity =
        new ActivityRows(
            (KeyColumnValueStoreManager) access.graph().getBackend().getStoreManager());
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
    GraphCatalog catalog =
        new GraphCatalog(GraphAccess.of(GraphOpener.open(settings), hash, settings.cacheBytes()));
    catalog.searchIndex.start();
    catalog.writer.start();
    return catalog;
  }

  /** What tells this graph, and copies of it, from all others; made when first asked for. */
  public synchronized String identity() {
    JanusGraphTransaction transaction = access.graph().buildTransaction().readOnly().start();
    try {
      byte[] known = access.records().find(transaction, Records.IDENTITY);
      if (known != null) {
        return new String(known, StandardCharsets.UTF_8);
      }
    } finally {
      transaction.rollback();
    }
    String made = UUID.randomUUID().toString();
    writer.write(new IdentityWork(access, made));
    return made;
  }

  public TypeCatalog types() {
    return types;
  }

  public Outbox outbox() {
    return outbox;
  }

  /**
   * Events about propagated classifications, one per asset, each with what changed but without the
   * asset's attributes and own classifications; positions are their own.
   */
  public Outbox propagatedOutbox() {
    return propagated;
  }

  public AssetSearch search() {
    return search;
  }

  /** The histories of assets. */
  public ActivityStore activity() {
    return activity;
  }

  /** What waits for the writer and for search. */
  public StoreLoad load() {
    return new StoreLoad(
        writer.waiting(),
        writer.waitingInBackground(),
        searchIndex.unwritten(),
        searchIndex.isEmbedded(),
        searchIndex.isBehind());
  }

  /** Sets how much heap the caches may take; a store that is not embedded has no cache here. */
  public void resizeCaches(StoreSettings.CacheBytes sizes) {
    access.cache().resize(sizes.assets());
    if (access.graph().getBackend().getStoreManager() instanceof RowBlockStoreManager embedded) {
      embedded.resizeCache(sizes.rows());
    }
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

  /** The same without what the filter does not let pass, and without deleted assets. */
  public GraphTraversalSource traversal(TenantId tenant, Predicate<AssetKey> seen) {
    search.flush();
    return TenantTraversal.open(access.graph(), tenant, seen);
  }

  @Override
  public MutationResult apply(RequestContext context, AssetBatch batch) {
    List<Prepared> inputs =
        new BatchPreparation(types.types(), input -> known(context, input))
            .prepare(batch.upserts());
    return writer.write(new BatchWork(context, types.types(), access, batch, inputs));
  }

  private Optional<Asset> known(RequestContext context, Prepared input) {
    return Guid.parse(input.guid())
        .map(guid -> find(context, guid))
        .orElseGet(() -> find(context, new AssetKey(input.type().name(), input.qualifiedName())));
  }

  @Override
  public MutationResult delete(RequestContext context, List<Guid> assets, DeleteMode mode) {
    return writer.write(new DeleteWork(context, types.types(), access, assets, mode));
  }

  @Override
  public MutationResult classify(RequestContext context, List<ClassificationUpdate> updates) {
    return writer.write(new ClassificationWork(context, types.types(), access, updates));
  }

  @Override
  public MutationResult release(RequestContext context, Guid asset, Classification left) {
    return writer.write(new ReleaseWork(context, types.types(), access, asset, left));
  }

  /**
   * The classification as {@link #classify} would store it on the asset, instead of the one of this
   * name that it has; writes nothing.
   *
   * @throws CatalogException for an unknown type, one that is not for such assets, or bad values
   */
  public Classification check(Asset asset, Classification sent) {
    return ClassificationWork.check(
        types.types(),
        types.types().entityType(asset.typeName()),
        asset.guid(),
        sent,
        asset.classifications().stream()
            .filter(known -> known.typeName().equals(sent.typeName()))
            .findFirst()
            .orElse(null));
  }

  /**
   * Writes propagated classifications where they differ from what is written; returns how many
   * assets they differed for. Of several updates of one asset the last counts. Events go to {@link
   * #propagatedOutbox}.
   */
  public int materialise(RequestContext context, List<PropagatedUpdate> updates) {
    return writer.write(new PropagationWork(context, types.types(), access, updates));
  }

  /** Reads everything that is stored, as it is now. */
  public GraphScan scan() {
    return new GraphScan(access, types.types());
  }

  @Override
  public Optional<Asset> find(RequestContext context, Guid guid) {
    return reads.find(context.tenant(), guid);
  }

  @Override
  public Optional<Asset> find(RequestContext context, AssetKey key) {
    return reads.find(context.tenant(), key);
  }

  @Override
  public Map<AssetKey, Asset> findNamed(RequestContext context, Collection<AssetKey> keys) {
    return reads.findNamed(context.tenant(), keys);
  }

  @Override
  public Optional<AssetView> view(RequestContext context, Guid guid) {
    return reads.view(context.tenant(), guid);
  }

  @Override
  public List<AssetView> viewWithOwned(RequestContext context, Guid guid) {
    return reads.viewWithOwned(context.tenant(), guid);
  }

  @Override
  public Map<Guid, Asset> findAll(RequestContext context, Collection<Guid> guids) {
    return reads.findAll(context.tenant(), guids);
  }

  @Override
  public Map<Guid, Asset> findAllOnce(RequestContext context, Collection<Guid> guids) {
    return reads.findAllOnce(context.tenant(), guids);
  }

  @Override
  public Optional<Relationship> findRelationship(
      RequestContext context, Guid end1, Guid end2, String typeName) {
    return reads.relationship(context.tenant(), end1, end2, typeName);
  }

  @Override
  public List<Relationship> relationships(RequestContext context, Guid asset) {
    return reads.relationships(context.tenant(), asset);
  }

  @Override
  public Map<Guid, List<Relationship>> relationships(
      RequestContext context, Collection<Guid> assets) {
    return reads.relationships(context.tenant(), assets);
  }

  @Override
  public Optional<Relationship> findRelationship(RequestContext context, Guid relationship) {
    return reads.relationship(context.tenant(), relationship);
  }

  @Override
  public Written relate(
      RequestContext context, String typeName, Guid end1, Guid end2, RelationshipValues values) {
    RelateWork.Wish wish =
        new RelateWork.Wish(types.types().relationshipType(typeName), end1, end2, values);
    return writer.write(new RelateWork(context, types.types(), access, wish));
  }

  @Override
  public Written update(RequestContext context, Guid relationship, RelationshipValues values) {
    return writer.write(
        new RelationshipUpdateWork(context, types.types(), access, relationship, values));
  }

  @Override
  public Written unrelate(RequestContext context, Guid relationship, DeleteMode mode) {
    return writer.write(new UnrelateWork(context, types.types(), access, relationship, mode));
  }

  /** The guid of the one relationship that the type allows between two assets. */
  public static Guid relationshipGuid(Guid end1, Guid end2, RelationshipType type) {
    return Addresses.relationshipGuid(
        Addresses.addressOf(end1), Addresses.addressOf(end2), type.number());
  }

  @Override
  public void close() {
    writer.close();
    searchIndex.close();
    activity.close();
    access.graph().close();
  }
}
