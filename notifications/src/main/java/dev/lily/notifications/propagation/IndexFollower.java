package dev.lily.notifications.propagation;

import dev.lily.graph.TypeCatalog;
import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.AssetStatus;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.change.ChangeEvent;
import dev.lily.graph.change.ChangeEvent.ClassificationChange;
import dev.lily.graph.change.ChangeEvent.Kind;
import dev.lily.graph.change.ChangeEvent.Operation;
import dev.lily.graph.change.ChangeEvent.RelationshipChange;
import dev.lily.graph.lineage.ClassificationIndex;
import dev.lily.graph.lineage.Delta;
import dev.lily.graph.lineage.Op;
import dev.lily.graph.lineage.Op.At;
import dev.lily.graph.rule.Aspect;
import dev.lily.graph.rule.RuleAsset;
import dev.lily.notifications.log.ChangeLogHandler;
import dev.lily.notifications.log.ConsumedEvent;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the lineage index as the change log says. Every event tells how things are, so one that
 * comes twice, or that the index knew already from the graph, changes nothing.
 */
public final class IndexFollower implements ChangeLogHandler {
  private static final Logger LOG = LoggerFactory.getLogger(IndexFollower.class);

  /** How many request ids a log line names. */
  private static final int CAUSES = 5;

  private final ClassificationIndex index;
  private final IndexEntrance entrance;
  private final TypeCatalog types;
  private final StoredAspects stored;
  private final Consumer<Delta> materialiser;
  private volatile long known;
  private volatile long before;

  /**
   * A follower.
   *
   * @param stored what the log does not tell of an asset that gets its first edge
   * @param materialiser takes what has to be written to the graph; must not block for long
   */
  public IndexFollower(
      ClassificationIndex index,
      TypeCatalog types,
      StoredAspects stored,
      Consumer<Delta> materialiser) {
    this.index = index;
    this.entrance = new IndexEntrance(index);
    this.types = types;
    this.stored = stored;
    this.materialiser = materialiser;
  }

  /**
   * Says up to where the index was built. Older events, which the log repeats after a crash, would
   * lead the index back to what it was then, for a moment: a mask less.
   *
   * @param head the newest change when the server started: for what came until then nobody could
   *     wait, so it has no time of arrival
   */
  public void startAfter(long position, long head) {
    known = position;
    before = head;
  }

  /** For what enters the index beside the log. */
  public IndexEntrance entrance() {
    return entrance;
  }

  @Override
  public void handle(List<ConsumedEvent> events) {
    List<ConsumedEvent> inOrder = inOrder(events);
    Delta delta = entrance.follow(() -> changes(inOrder));
    index.advance(inOrder.stream().mapToLong(ConsumedEvent::transaction).max().orElse(0));
    if (!delta.spreads().isEmpty()) {
      LOG.debug(
          "tags follow position {} of {}: {} classifications spread differently",
          delta.position(),
          causes(events),
          delta.spreads().size());
      materialiser.accept(delta);
    }
  }

  private List<Op> changes(List<ConsumedEvent> inOrder) {
    OpBatch batch = new OpBatch(index.lineage(), types.types(), told(inOrder));
    inOrder.forEach(event -> add(event.event(), event.transaction(), batch));
    return batch.changes();
  }

  /** Most assets are created together with their edges: the events tell what they have. */
  private OpBatch.OwnAspects told(List<ConsumedEvent> inOrder) {
    Map<Guid, Asset> told = new HashMap<>();
    inOrder.forEach(event -> told.put(event.event().asset().guid(), event.event().asset()));
    return (tenant, guid) ->
        told.containsKey(guid) ? Aspect.allOf(told.get(guid)) : stored.of(tenant, guid);
  }

  @Override
  public void passed(long position) {
    index.advance(position);
  }

  private static String causes(List<ConsumedEvent> events) {
    return events.stream()
        .map(event -> event.event().origin().causeId())
        .distinct()
        .limit(CAUSES)
        .collect(Collectors.joining(", "));
  }

  private List<ConsumedEvent> inOrder(List<ConsumedEvent> events) {
    return events.stream()
        .filter(event -> event.event().position() > known)
        .sorted(Comparator.comparingLong(event -> event.event().position()))
        .toList();
  }

  /** Events of one transaction get one position: the index has to see them together. */
  private void add(ChangeEvent event, long transaction, OpBatch batch) {
    long time = transaction <= before ? 0 : event.origin().time();
    At at = new At(event.tenant(), transaction, time);
    Asset asset = event.asset();
    if (event.kind() != Kind.PURGED && concerns(event, batch)) {
      boolean deleted = asset.status() != AssetStatus.ACTIVE;
      batch.put(
          new Op.PutAsset(
              at,
              asset.ref(),
              asset.classifications(),
              deleted,
              asset.certificate(),
              Aspect.allOf(asset)));
    }
    RuleAsset.rulesOf(asset).ifPresent(rules -> batch.put(at, rules));
    for (RelationshipChange change : event.relationships()) {
      switch (change.operation()) {
        case ADDED -> batch.put(at, change.relationship());
        // It may be none of the index's business any more.
        case UPDATED -> batch.renew(at, change.relationship());
        case REMOVED -> batch.remove(at, change.relationship());
      }
    }
    for (ClassificationChange change : event.classifications()) {
      if (change.operation() == Operation.REMOVED
          && !change.classification().isOwnOf(asset.guid())) {
        batch.release(at, asset.guid(), change.classification());
      }
    }
    if (event.kind() == Kind.PURGED) {
      batch.remove(at, asset.guid());
    }
  }

  /**
   * Whether the index has to know: plain new assets without edges are none of its business, and
   * what was only written back from it is no news.
   */
  private static boolean concerns(ChangeEvent event, OpBatch batch) {
    if (event.kind() == Kind.CREATED || !batch.isKnown(event.tenant(), event.asset().guid())) {
      return !event.asset().classifications().isEmpty()
          || !event.asset().certificate().isEmpty()
          || event.relationships().stream().anyMatch(change -> batch.isEdge(change.relationship()));
    }
    return event.kind() != Kind.UPDATED || !isWrittenBack(event);
  }

  private static boolean isWrittenBack(ChangeEvent event) {
    return !event.classifications().isEmpty()
        && event.attributes().isEmpty()
        && event.relationships().isEmpty()
        && event.classifications().stream()
            .noneMatch(change -> change.classification().isOwnOf(event.asset().guid()));
  }
}
