package dev.lily.server;

import dev.lily.graph.StoreLoad;
import dev.lily.graph.store.GraphCatalog;
import dev.lily.notifications.log.ConsumerStatus;
import dev.lily.server.operations.ComponentHealth;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** How the process is, in the words of the API: what the metrics measure, as it is now. */
final class OperationsOverview implements Supplier<Map<String, Object>> {
  private final Parts parts;
  private final Supplier<List<ComponentHealth>> health;
  private final Clock clock;

  /**
   * What is looked at.
   *
   * @param data the data folder
   */
  record Parts(
      GraphCatalog catalog,
      ChangeLog log,
      Propagation propagation,
      AtlasNotifications notifications,
      ActivityHistory activity,
      HeapWatch heap,
      Audit audit,
      Path data) {}

  OperationsOverview(Parts parts, Supplier<List<ComponentHealth>> health, Clock clock) {
    this.parts = parts;
    this.health = health;
    this.clock = clock;
  }

  @Override
  public Map<String, Object> get() {
    StoreLoad load = parts.catalog().load();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("time", clock.instant());
    answer.put("startedAt", started());
    answer.put("parts", health.get());
    answer.put("consumers", consumers());
    answer.put("queues", queues(load));
    answer.put("lineageIndex", lineageIndex());
    answer.put("searchIndex", searchIndex(load));
    answer.put("tasks", tasks());
    answer.put("deadLettersSinceStart", parts.log().deadLetters().written());
    answer.put("heap", heap());
    answer.put("disk", disk());
    return answer;
  }

  private static Instant started() {
    return Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());
  }

  private List<Map<String, Object>> consumers() {
    return List.of(
        consumer("propagation", parts.propagation().status()),
        consumer("atlas_entities", parts.notifications().status()),
        consumer("atlas_propagated", parts.notifications().propagatedStatus()),
        consumer("activity", parts.activity().status()),
        consumer("activity_propagated", parts.activity().propagatedStatus()));
  }

  private static Map<String, Object> consumer(String name, ConsumerStatus status) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", name);
    json.put("state", status.state());
    json.put("lag", status.lag());
    json.put("processed", status.processed());
    json.put("deadLettered", status.deadLettered());
    json.put("gaps", status.missed());
    if (status.lastEventTime() > 0) {
      json.put("lastEventAt", Instant.ofEpochMilli(status.lastEventTime()));
    }
    status.fault().ifPresent(fault -> json.put("fault", fault));
    return json;
  }

  private List<Map<String, Object>> queues(StoreLoad load) {
    return List.of(
        queue("graph_writer", load.changes()),
        queue("graph_writer_background", load.background()),
        queue("outbox", parts.log().lag()),
        queue("propagated_outbox", parts.log().propagatedLag()),
        queue("propagation", parts.propagation().waiting()),
        queue("audit", parts.audit().waiting()));
  }

  private static Map<String, Object> queue(String name, long waiting) {
    return Map.of("name", name, "waiting", waiting);
  }

  private Map<String, Object> lineageIndex() {
    Propagation propagation = parts.propagation();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("position", propagation.index().position());
    json.put("head", parts.catalog().outbox().head());
    json.put("behind", propagation.lag());
    json.put("assets", propagation.index().lineage().nodeCount());
    json.put("edges", propagation.index().lineage().edgeCount());
    json.put("bytes", parts.heap().indexBytes());
    json.put("whole", propagation.keeper().isWhole());
    snapshot().ifPresent(file -> json.put("snapshot", file));
    return json;
  }

  private Optional<Map<String, Object>> snapshot() {
    Path file = Propagation.snapshot(parts.data().resolve("lineage"));
    try {
      BasicFileAttributes about = Files.readAttributes(file, BasicFileAttributes.class);
      return Optional.of(
          Map.of("writtenAt", about.lastModifiedTime().toInstant(), "bytes", about.size()));
    } catch (IOException none) {
      return Optional.empty();
    }
  }

  private static Map<String, Object> searchIndex(StoreLoad load) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("kind", load.embedded() ? "embedded" : "server");
    json.put("waiting", load.unindexed());
    json.put("whole", !load.behind());
    return json;
  }

  private Map<String, Object> tasks() {
    Propagation propagation = parts.propagation();
    long waiting = propagation.waiting();
    double rate = propagation.materialiser().perSecond();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("open", propagation.materialiser().openTasks());
    json.put("waiting", waiting);
    json.put("written", propagation.written());
    json.put("refused", propagation.refused());
    json.put("retries", propagation.retries());
    json.put("perSecond", Math.round(rate));
    if (waiting > 0 && rate > 0) {
      json.put("eta", clock.instant().plusMillis(Math.round(waiting * 1000 / rate)));
    }
    return json;
  }

  private Map<String, Object> heap() {
    Runtime runtime = Runtime.getRuntime();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("used", runtime.totalMemory() - runtime.freeMemory());
    json.put("max", runtime.maxMemory());
    json.put("wanted", HeapShares.megabytesFor(parts.heap().residentBytes()) << 20);
    return json;
  }

  private Map<String, Object> disk() {
    try {
      FileStore store = Files.getFileStore(parts.data());
      return Map.of("free", store.getUsableSpace(), "total", store.getTotalSpace());
    } catch (IOException fault) {
      throw new UncheckedIOException("the disk of the data folder cannot be asked", fault);
    }
  }
}
