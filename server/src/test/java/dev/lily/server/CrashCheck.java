package dev.lily.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lily.graph.EffectiveClassifications;
import dev.lily.graph.Principal;
import dev.lily.graph.RequestContext;
import dev.lily.graph.TenantId;
import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.AssetRef;
import dev.lily.graph.asset.AssetStatus;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.PropagatedUpdate;
import dev.lily.graph.asset.Relationship;
import dev.lily.graph.change.ChangeEvent;
import dev.lily.graph.change.ChangeEvent.Kind;
import dev.lily.graph.change.ChangeEvent.Operation;
import dev.lily.graph.change.ChangeEventCodec;
import dev.lily.graph.lineage.ClassificationIndex;
import dev.lily.graph.search.SearchQuery;
import dev.lily.graph.store.GraphCatalog;
import dev.lily.notifications.log.Topics;
import dev.lily.notifications.openlineage.OpenLineageNames;
import dev.lily.notifications.propagation.IndexBootstrap;
import dev.lily.notifications.propagation.IndexBootstrap.Materialised;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Whether graph, log, index and search of a restarted server agree, and hold what was promised. */
final class CrashCheck {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(40);
  private static final int SHOWN = 10;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final RequestContext CONTEXT =
      new RequestContext(
          TenantId.DEFAULT, new Principal("check", Set.of(), Set.of()), Clock.systemUTC(), "check");

  private final Server.Inside inside;
  private final GraphCatalog catalog;
  private final ClassificationIndex index;
  private final CrashLedger.Snapshot ledger;
  private final List<String> faults = new ArrayList<>();

  CrashCheck(Server.Inside inside, CrashLedger.Snapshot ledger) {
    this.inside = inside;
    this.catalog = inside.catalog();
    this.index = inside.propagation().index();
    this.ledger = ledger;
  }

  /** What is wrong, at most ten things; else figures that begin with "agreed". */
  String run() {
    long begin = System.nanoTime();
    if (!settles()) {
      return "not settled: outbox %d of %d, index %d, waiting %d"
          .formatted(
              catalog.outbox().acknowledged(),
              catalog.outbox().head(),
              index.position(),
              inside.propagation().waiting());
    }
    long settled = System.nanoTime() - begin;
    checkTables();
    checkTags();
    LoggedEvents log = LoggedEvents.read(inside.log().connection(), Topics.CHANGES);
    checkLog(log);
    LoggedEvents propagated = LoggedEvents.read(inside.log().connection(), Topics.PROPAGATED);
    checkPropagatedLog(propagated);
    faults.addAll(new ActivityCheck(catalog).faults(List.of(log, propagated)));
    checkIndex();
    checkSearch();
    return faults.isEmpty()
        ? "agreed: %d tables, %d tags, %d events, %d of them repeated, settled in %d ms"
            .formatted(
                ledger.acknowledged().size(),
                ledger.tagged().size(),
                log.byId().size(),
                log.repeated(),
                TimeUnit.NANOSECONDS.toMillis(settled))
        : faults.size()
            + " faults: "
            + String.join(" | ", faults.subList(0, Math.min(SHOWN, faults.size())));
  }

  private boolean settles() {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    int still = 0;
    while (still < 5 && System.nanoTime() < deadline) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
      still = isSettled() ? still + 1 : 0;
    }
    return still >= 5;
  }

  private boolean isSettled() {
    return catalog.outbox().acknowledged() == catalog.outbox().head()
        && catalog.propagatedOutbox().acknowledged() == catalog.propagatedOutbox().head()
        && inside.propagation().lag() == 0
        && inside.propagation().status().lag() == 0
        && inside.propagation().waiting() == 0
        && inside.activity().isSettled();
  }

  private void expect(boolean holds, String fault, Object about) {
    if (!holds) {
      faults.add(fault + " " + about);
    }
  }

  private Optional<Asset> find(String type, String name) {
    return catalog
        .find(CONTEXT, new AssetKey(type, name))
        .filter(asset -> asset.status() == AssetStatus.ACTIVE);
  }

  private void checkTables() {
    Set<String> acknowledged = Set.copyOf(ledger.acknowledged());
    for (CrashLedger.Table table : ledger.sent()) {
      Optional<Asset> dataset = find(OpenLineageNames.DATASET, table.name());
      expect(
          dataset.isPresent() || !acknowledged.contains(table.name()), "lost table", table.name());
      if (dataset.isPresent()) {
        table.columns().forEach(column -> checkColumn(table, column));
      }
    }
  }

  private void checkColumn(CrashLedger.Table table, String column) {
    String name = table.name() + "#" + column;
    Optional<Asset> asset = find(OpenLineageNames.COLUMN, name);
    expect(asset.isPresent(), "half a table: no column", name);
    if (asset.isEmpty()) {
      return;
    }
    List<Relationship> edges = catalog.relationships(CONTEXT, asset.get().guid());
    expect(edges.stream().anyMatch(this::ownsColumn), "column without table", name);
    String source = table.source() + "#" + column;
    expect(
        edges.stream().anyMatch(edge -> edge.end1().key().qualifiedName().equals(source)),
        "column without its origin",
        name);
    for (Relationship edge : edges) {
      expect(catalog.find(CONTEXT, edge.end1().guid()).isPresent(), "edge without end 1", edge);
      expect(catalog.find(CONTEXT, edge.end2().guid()).isPresent(), "edge without end 2", edge);
    }
  }

  private boolean ownsColumn(Relationship edge) {
    return edge.typeName().equals(OpenLineageNames.DATASET_COLUMNS);
  }

  private void checkTags() {
    ledger
        .tagged()
        .forEach(
            (column, put) -> {
              Optional<Asset> asset = find(OpenLineageNames.COLUMN, column);
              boolean has = asset.map(one -> !one.classifications().isEmpty()).orElse(false);
              expect(has == put, put ? "lost tag of" : "tag is back on", column);
            });
  }

  private void checkLog(LoggedEvents log) {
    log.contradictions().forEach(id -> expect(false, "two events have the id", id));
    long position = 1;
    for (long found : log.positions()) {
      expect(found == position, "the log lacks positions from", position);
      position = found + 1;
    }
    expect(position - 1 == catalog.outbox().head(), "the log ends at", position - 1);
    log.lastByAsset().values().forEach(this::checkLast);
    Set<Guid> created = new TreeSet<>();
    log.byId().values().stream()
        .filter(event -> event.kind() == Kind.CREATED)
        .forEach(event -> created.add(event.asset().guid()));
    for (String name : ledger.acknowledged()) {
      find(OpenLineageNames.DATASET, name)
          .ifPresent(asset -> expect(created.contains(asset.guid()), "no event of", name));
    }
    checkEdges(log);
    checkTagEvents(log);
  }

  /** The last event about an asset tells how the graph has it. */
  private void checkLast(ChangeEvent event) {
    Optional<Asset> stored = catalog.find(CONTEXT, event.asset().guid());
    if (event.kind() == Kind.PURGED || stored.isEmpty()) {
      expect(event.kind() == Kind.PURGED, "the graph has not the asset of event", event.id());
      return;
    }
    expect(
        json(event, stored.get()).equals(json(event, event.asset())),
        "the graph has something else than event " + event.id() + " about",
        event.asset().ref());
  }

  private static JsonNode json(ChangeEvent event, Asset asset) {
    ChangeEvent about =
        new ChangeEvent(
            event.id(),
            event.tenant(),
            event.kind(),
            asset,
            event.rootKey(),
            event.origin(),
            Map.of(),
            List.of(),
            List.of());
    try {
      return JSON.readTree(ChangeEventCodec.encode(about));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private void checkEdges(LoggedEvents log) {
    Map<Guid, Relationship> logged = new HashMap<>();
    for (ChangeEvent event : log.byId().values()) {
      for (ChangeEvent.RelationshipChange change : event.relationships()) {
        if (change.operation() == Operation.REMOVED) {
          logged.remove(change.relationship().guid());
        } else {
          logged.put(change.relationship().guid(), change.relationship());
        }
      }
    }
    Set<Guid> stored = new TreeSet<>();
    for (Guid asset : log.lastByAsset().keySet()) {
      catalog.relationships(CONTEXT, asset).stream()
          .filter(edge -> edge.status() == AssetStatus.ACTIVE)
          .forEach(edge -> stored.add(edge.guid()));
    }
    expect(
        stored.equals(new TreeSet<>(logged.keySet())),
        "edges in the graph and in the log:",
        stored.size() + " and " + logged.size());
  }

  private void checkTagEvents(LoggedEvents log) {
    Map<String, Boolean> last = new TreeMap<>();
    for (ChangeEvent event : log.byId().values()) {
      event.classifications().stream()
          .filter(change -> change.classification().isOwnOf(event.asset().guid()))
          .forEach(
              change ->
                  last.put(event.asset().qualifiedName(), change.operation() != Operation.REMOVED));
    }
    ledger
        .tagged()
        .forEach(
            (column, put) ->
                expect(put.equals(last.getOrDefault(column, false)), "no event of tag on", column));
  }

  /** Who only follows the log knows where each propagated classification is in the graph. */
  private void checkPropagatedLog(LoggedEvents log) {
    log.contradictions().forEach(id -> expect(false, "two propagated events have the id", id));
    Map<Guid, Set<String>> told = new TreeMap<>();
    for (ChangeEvent event : log.byId().values()) {
      Set<String> names = told.computeIfAbsent(event.asset().guid(), asset -> new TreeSet<>());
      for (ChangeEvent.ClassificationChange change : event.classifications()) {
        String name = name(change.classification());
        boolean news =
            switch (change.operation()) {
              case ADDED -> names.add(name);
              case REMOVED -> names.remove(name);
              case UPDATED -> names.contains(name);
            };
        expect(news, "not to be expected after the events before: " + event.id(), name);
      }
    }
    told.values().removeIf(Set::isEmpty);
    Map<Guid, Set<String>> carried = new TreeMap<>();
    for (AssetRef asset : index.classified(TenantId.DEFAULT)) {
      Set<String> names = new TreeSet<>();
      index.of(TenantId.DEFAULT, asset.guid()).stream()
          .filter(one -> !one.isOwnOf(asset.guid()))
          .forEach(one -> names.add(name(one)));
      if (!names.isEmpty()) {
        carried.put(asset.guid(), names);
      }
    }
    expect(
        told.equals(carried),
        "assets with propagated classifications in their log and in the index:",
        told.size() + " and " + carried.size());
  }

  private static String name(Classification classification) {
    return classification.typeName() + " of " + classification.origin();
  }

  private void checkIndex() {
    ClassificationIndex fresh = new ClassificationIndex();
    Map<Guid, Materialised> written =
        new IndexBootstrap(fresh).load(catalog.scan(), catalog.outbox().head());
    expect(
        fresh.lineage().edgeCount() == index.lineage().edgeCount(),
        "edges in the graph and in the index:",
        fresh.lineage().edgeCount() + " and " + index.lineage().edgeCount());
    expect(
        carried(fresh).equals(carried(index)),
        "the index has other classifications than",
        "a fresh one");
    Map<Guid, List<String>> propagated = new TreeMap<>();
    for (AssetRef asset : index.classified(TenantId.DEFAULT)) {
      List<String> names = propagated(asset.guid());
      if (!names.isEmpty()) {
        propagated.put(asset.guid(), names);
      }
    }
    Map<Guid, List<String>> stored = new TreeMap<>();
    written.forEach((guid, one) -> stored.put(guid, one.written()));
    expect(
        stored.equals(propagated),
        "propagated classifications in the graph and in the index:",
        stored.size() + " and " + propagated.size());
  }

  private List<String> propagated(Guid asset) {
    return new PropagatedUpdate(
            asset,
            index.of(TenantId.DEFAULT, asset).stream().filter(one -> !one.isOwnOf(asset)).toList(),
            List.of())
        .written();
  }

  private static Map<AssetKey, Set<String>> carried(ClassificationIndex index) {
    Map<AssetKey, Set<String>> carried = new HashMap<>();
    for (AssetRef asset : index.classified(TenantId.DEFAULT)) {
      Set<String> names = new TreeSet<>();
      index.of(TenantId.DEFAULT, asset.guid()).forEach(one -> names.add(one.toString()));
      carried.put(asset.key(), names);
    }
    return carried;
  }

  private void checkSearch() {
    EffectiveClassifications effective = index;
    for (String name : ledger.acknowledged()) {
      SearchQuery query =
          new SearchQuery(
              Set.of(OpenLineageNames.DATASET),
              Set.of(),
              name.substring(name.lastIndexOf('/') + 1),
              Optional.empty(),
              Optional.empty(),
              true,
              Optional.empty(),
              0,
              100);
      boolean found =
          catalog.search().search(TenantId.DEFAULT, query, effective).assets().stream()
              .anyMatch(asset -> asset.qualifiedName().equals(name));
      expect(found, "search does not find", name);
    }
  }
}
