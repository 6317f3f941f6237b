package dev.lily.server;

import dev.lily.graph.store.GraphCatalog;
import dev.lily.notifications.log.ConsumerStatus;
import dev.lily.notifications.openlineage.OpenLineageIngest;
import dev.lily.policy.plugins.PluginQuestion.Kind;
import dev.lily.server.operations.Metrics;
import dev.lily.server.operations.Metrics.Latency;
import java.util.Locale;
import java.util.function.Supplier;

/** What operators watch of the way of a change, from commit to decision. */
final class CatalogMetrics {
  private CatalogMetrics() {}

  static void register(
      Metrics metrics,
      GraphCatalog catalog,
      ChangeLog log,
      Propagation propagation,
      AtlasNotifications notifications,
      Policies policies) {
    metrics.gauge(
        "lily_changes_committed", "Position of the change log", () -> catalog.outbox().head());
    metrics.gauge("lily_outbox_lag", "Entries committed and not yet published", log::lag);
    metrics.gauge(
        "lily_index_lag", "Entries committed and not yet in the lineage index", propagation::lag);
    metrics.gauge(
        "lily_dead_letters",
        "Messages put aside since the start",
        () -> log.deadLetters().written());
    metrics.gauge(
        "lily_lineage_nodes",
        "Assets in the lineage index",
        () -> propagation.index().lineage().nodeCount());
    metrics.gauge(
        "lily_lineage_edges",
        "Edges in the lineage index",
        () -> propagation.index().lineage().edgeCount());
    metrics.gauge(
        "lily_propagated_waiting",
        "Assets whose propagated classifications are not yet written",
        propagation::waiting);
    metrics.gauge(
        "lily_propagated_written",
        "Assets whose propagated classifications were written since the start",
        propagation::written);
    metrics.gauge(
        "lily_propagated_per_second",
        "Assets whose propagated classifications were written per second, lately",
        propagation.materialiser()::perSecond);
    metrics.gauge(
        "lily_propagation_tasks",
        "Tasks of propagation under way",
        propagation.materialiser()::openTasks);
    metrics.gauge(
        "lily_propagated_retries",
        "Batches of propagated classifications that were tried again since the start",
        propagation::retries);
    metrics.gauge(
        "lily_propagated_refused",
        "Assets whose propagated classifications the store refused since the start",
        propagation::refused);
    metrics.gauge(
        "lily_propagated_outbox_lag",
        "Entries about propagated classifications committed and not yet published",
        log::propagatedLag);
    consumer(metrics, "propagation", propagation::status);
    consumer(metrics, "atlas_entities", notifications::status);
    consumer(metrics, "atlas_propagated", notifications::propagatedStatus);
    Latency propagated =
        metrics.latency(
            "lily_propagation_seconds", "From the commit of a change to the lineage index");
    propagation
        .index()
        .onChange(
            change ->
                propagated.observe((System.currentTimeMillis() - change.eventTime()) / 1000.0));
    Latency decided =
        metrics.latency(
            "lily_enforcement_seconds",
            "From the commit of a change to the engines: decisions, plug-ins, databases",
            "service",
            "door");
    policies.onVisible(
        visible ->
            decided.observe(
                (visible.time() - visible.eventTime()) / 1000.0, visible.service(), "decision"));
    policies
        .plugins()
        .onAdvance(
            advance -> {
              if (advance.question().kind() == Kind.TAGS) {
                decided.observe(advance.millis() / 1000.0, advance.question().service(), "plug-in");
              }
            });
    Metrics.Latency enforced =
        metrics.latency(
            "lily_postgresql_enforcement_seconds",
            "From the commit of a change to the changed database",
            "service");
    Metrics.Count downloads =
        metrics.counter(
            "lily_plugin_downloads_total", "Answers to Ranger plug-ins", "document", "answer");
    policies
        .plugins()
        .onDownload(
            download ->
                downloads.add(
                    1,
                    download.question().kind().name().toLowerCase(Locale.ROOT),
                    download.answer().name().toLowerCase(Locale.ROOT)));
    policies.onEnforced(
        (service, millis) -> {
          enforced.observe(millis / 1000.0, service);
          decided.observe(millis / 1000.0, service, "postgresql");
        });
  }

  /** What the heap is shared between. */
  static void register(Metrics metrics, HeapWatch heap) {
    metrics.gauge("lily_lineage_bytes", "Heap that the lineage index takes", heap::indexBytes);
    metrics.gauge(
        "lily_cache_rows_bytes",
        "Heap that the store's cache may take",
        () -> heap.caches().rows());
    metrics.gauge(
        "lily_cache_assets_bytes",
        "Heap that decoded assets may take",
        () -> heap.caches().assets());
    metrics.gauge(
        "lily_heap_wanted_bytes",
        "Heap with which the lineage index leaves enough for the caches",
        () -> (double) (HeapShares.megabytesFor(heap.residentBytes()) << 20));
  }

  /** How far the histories of assets are. */
  static void register(Metrics metrics, ActivityHistory history) {
    consumer(metrics, "activity", history::status);
    consumer(metrics, "activity_propagated", history::propagatedStatus);
  }

  /** What becomes of OpenLineage events; the rate of all four is the rate of the ingest. */
  static void register(Metrics metrics, OpenLineageIngest ingest) {
    metrics.gauge(
        "lily_openlineage_accepted",
        "OpenLineage events that changed the catalog, since the start",
        () -> ingest.counts().accepted());
    metrics.gauge(
        "lily_openlineage_merged",
        "OpenLineage events that were kept for what their run says later, since the start",
        () -> ingest.counts().merged());
    metrics.gauge(
        "lily_openlineage_ignored",
        "OpenLineage events that told what the catalog knew, since the start",
        () -> ingest.counts().unchanged());
    metrics.gauge(
        "lily_openlineage_dead_letters",
        "OpenLineage events that were refused and put aside, since the start",
        () -> ingest.counts().deadLettered());
  }

  private static void consumer(Metrics metrics, String name, Supplier<ConsumerStatus> status) {
    metrics.gauge(
        "lily_consumer_lag_" + name, "Events behind the change log", () -> status.get().lag());
    metrics.gauge(
        "lily_consumer_processed_" + name,
        "Events taken in since the start",
        () -> status.get().processed());
  }
}
