package dev.lily.notifications.openlineage;

import dev.lily.graph.Principal;
import dev.lily.graph.RequestContext;
import dev.lily.graph.TenantId;
import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.Relationship;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** An ingest into a catalog in memory, and pictures of what came out. */
final class Ingestion {
  static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC);
  static final RequestContext CONTEXT =
      new RequestContext(
          TenantId.DEFAULT, new Principal("spark", Set.of(), Set.of()), CLOCK, "request-1");

  final InMemoryCatalog catalog;
  final List<String> deadLetters = new ArrayList<>();
  private final OpenLineageIngest ingest;

  Ingestion() {
    this(new InMemoryCatalog());
  }

  /** Another process on the same catalog. */
  Ingestion(InMemoryCatalog catalog) {
    this.catalog = catalog;
    this.ingest =
        new OpenLineageIngest(
            new OpenLineageParser(OpenLineageLimits.DEFAULT),
            new RunMerger(RunMerger.Limits.DEFAULT, CLOCK),
            new LineageMapper(catalog, CLOCK),
            catalog,
            (context, message, reason, source) -> deadLetters.add(reason));
  }

  IngestResult send(byte[] event) {
    return ingest.ingest(CONTEXT, event);
  }

  IngestResult send(String event) {
    return send(event.getBytes(StandardCharsets.UTF_8));
  }

  BatchResult sendBatch(String events) {
    return ingest.ingestBatch(CONTEXT, events.getBytes(StandardCharsets.UTF_8));
  }

  Asset asset(String typeName, String qualifiedName) {
    return catalog.find(CONTEXT, new AssetKey(typeName, qualifiedName)).orElseThrow();
  }

  Set<String> names(String typeName) {
    Set<String> names = new TreeSet<>();
    catalog.all(typeName).forEach(asset -> names.add(asset.qualifiedName()));
    return names;
  }

  /** The table lineage: {@code input -> job} and {@code job -> output}. */
  Set<String> tableEdges() {
    Set<String> picture = new TreeSet<>();
    for (Relationship edge : catalog.allEdges("inputs")) {
      picture.add(edge.end2().key().qualifiedName() + " -> " + jobName(edge));
    }
    for (Relationship edge : catalog.allEdges("outputs")) {
      picture.add(jobName(edge) + " -> " + edge.end2().key().qualifiedName());
    }
    return picture;
  }

  private String jobName(Relationship edge) {
    Asset job = catalog.find(CONTEXT, edge.end1().guid()).orElseThrow();
    return "[" + job.displayText() + "]";
  }

  /** The column lineage: {@code source -> derived: TYPE/SUBTYPE/masking of job, ...}. */
  Set<String> columnEdges() {
    Set<String> picture = new TreeSet<>();
    for (Relationship edge : catalog.allEdges(OpenLineageNames.COLUMN_LINEAGE)) {
      Set<String> how = new TreeSet<>();
      for (Object struct : (List<?>) edge.attributes().get("transformations")) {
        how.add(how((Map<?, ?>) struct));
      }
      picture.add(
          edge.end1().key().qualifiedName()
              + " -> "
              + edge.end2().key().qualifiedName()
              + ": "
              + String.join(", ", how));
    }
    return picture;
  }

  private static String how(Map<?, ?> struct) {
    String subtype = struct.containsKey("subtype") ? " " + struct.get("subtype") : "";
    String masking = Boolean.TRUE.equals(struct.get("masking")) ? " masking" : "";
    String job = struct.containsKey("job") ? " by " + struct.get("job") : "";
    return struct.get("type") + subtype + masking + job;
  }
}
