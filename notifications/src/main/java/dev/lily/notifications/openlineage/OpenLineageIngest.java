package dev.lily.notifications.openlineage;

import dev.lily.graph.Catalog;
import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.RequestContext;
import dev.lily.graph.TenantId;
import dev.lily.graph.asset.AssetBatch;
import dev.lily.graph.asset.AssetKey;
import dev.lily.notifications.openlineage.BatchResult.FailedEvent;
import dev.lily.notifications.openlineage.IngestResult.Outcome;
import dev.lily.notifications.openlineage.LineageEvent.DatasetEvent;
import dev.lily.notifications.openlineage.LineageEvent.JobEvent;
import dev.lily.notifications.openlineage.LineageEvent.RunEvent;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * The way of an OpenLineage event into the catalog. Safe for many threads: the events of one run
 * are worked on in the order in which they come in, and so are runs that write to the same dataset.
 */
public final class OpenLineageIngest {
  /** The source of the dead letters. */
  public static final String SOURCE = "openlineage";

  private static final int LOCKS = 256;

  private final OpenLineageParser parser;
  private final RunMerger merger;
  private final LineageMapper mapper;
  private final Catalog catalog;
  private final DeadLetterSink deadLetters;
  private final KeyedLocks runs = new KeyedLocks(LOCKS);
  private final KeyedLocks assets = new KeyedLocks(LOCKS);
  private final Map<Outcome, LongAdder> outcomes = new EnumMap<>(Outcome.class);
  private final LongAdder deadLettered = new LongAdder();

  public OpenLineageIngest(
      OpenLineageParser parser,
      RunMerger merger,
      LineageMapper mapper,
      Catalog catalog,
      DeadLetterSink deadLetters) {
    this.parser = parser;
    this.merger = merger;
    this.mapper = mapper;
    this.catalog = catalog;
    this.deadLetters = deadLetters;
    for (Outcome outcome : Outcome.values()) {
      outcomes.put(outcome, new LongAdder());
    }
  }

  /** What became of the events since the start. */
  public IngestCounts counts() {
    return new IngestCounts(
        count(Outcome.APPLIED).sum(),
        count(Outcome.TAKEN_NOTE).sum(),
        count(Outcome.UNCHANGED).sum(),
        deadLettered.sum());
  }

  private LongAdder count(Outcome outcome) {
    return Objects.requireNonNull(outcomes.get(outcome));
  }

  /**
   * Takes one event. What it changes is durable when the call returns.
   *
   * @throws CatalogException where the event is refused, its message beginning with the JSON
   *     pointer of the fault; the event is among the dead letters then. Where the catalog is
   *     unavailable the event may be sent again and is no dead letter.
   */
  public IngestResult ingest(RequestContext context, byte[] event) {
    try {
      IngestResult result = take(context, parse(event));
      count(result.outcome()).increment();
      return result;
    } catch (CatalogException refusal) {
      keepUnlessRetriable(context, event, refusal);
      throw refusal;
    }
  }

  /**
   * Takes an event, or an array of them, that is among the dead letters already: what is refused as
   * a whole is not put there once more. Single events of an array are, as {@link #ingestBatch}
   * does.
   *
   * @return what it led to, for a person
   * @throws CatalogException where it is refused again, in part or as a whole
   */
  public String retry(RequestContext context, byte[] letter) {
    return isArray(letter) ? retryArray(context, letter) : retryEvent(context, letter);
  }

  private String retryEvent(RequestContext context, byte[] event) {
    IngestResult result = take(context, parse(event));
    count(result.outcome()).increment();
    return switch (result.outcome()) {
      case APPLIED -> "the catalog has changed, at position " + result.position();
      case UNCHANGED -> "the catalog knew all of it";
      case TAKEN_NOTE -> "nothing was to be written: " + result.reason();
    };
  }

  private String retryArray(RequestContext context, byte[] array) {
    try {
      BatchResult result = ingestAll(context, parser.split(array));
      if (result.failed() == 0) {
        return "all %d events were taken".formatted(result.received());
      }
      throw new CatalogException(
          result.retriable() > 0 ? ErrorCode.UNAVAILABLE : ErrorCode.BAD_REQUEST,
          "%d of %d events were refused, and are dead letters of their own if they cannot be sent again: %s"
              .formatted(
                  result.failed(), result.received(), result.failedEvents().get(0).reason()));
    } catch (OpenLineageFault fault) {
      throw fault.refusal();
    }
  }

  private static boolean isArray(byte[] letter) {
    for (byte one : letter) {
      if (!Character.isWhitespace(one)) {
        return one == '[';
      }
    }
    return false;
  }

  /**
   * Takes a JSON array of events, in order; one that is refused does not stop the others.
   *
   * @throws CatalogException where it is no array of events as a whole; nothing was taken then
   */
  public BatchResult ingestBatch(RequestContext context, byte[] array) {
    return ingestAll(context, split(context, array));
  }

  private BatchResult ingestAll(RequestContext context, List<byte[]> events) {
    List<FailedEvent> failed = new ArrayList<>();
    for (int index = 0; index < events.size(); index++) {
      try {
        ingest(context, events.get(index));
      } catch (CatalogException refusal) {
        failed.add(new FailedEvent(index, reason(refusal), isRetriable(refusal)));
      }
    }
    return new BatchResult(events.size(), failed);
  }

  private LineageEvent parse(byte[] event) {
    try {
      return parser.parse(event);
    } catch (OpenLineageFault fault) {
      throw fault.refusal();
    }
  }

  private List<byte[]> split(RequestContext context, byte[] array) {
    try {
      return parser.split(array);
    } catch (OpenLineageFault fault) {
      keepUnlessRetriable(context, array, fault.refusal());
      throw fault.refusal();
    }
  }

  private void keepUnlessRetriable(
      RequestContext context, byte[] message, CatalogException refusal) {
    if (!isRetriable(refusal)) {
      deadLettered.increment();
      deadLetters.keep(context, message, reason(refusal), SOURCE);
    }
  }

  private static String reason(CatalogException refusal) {
    return String.valueOf(refusal.getMessage());
  }

  private static boolean isRetriable(CatalogException refusal) {
    return refusal.code().kind() == ErrorCode.Kind.UNAVAILABLE;
  }

  private IngestResult take(RequestContext context, LineageEvent event) {
    if (event instanceof RunEvent run) {
      return runs.with(
          List.of(new RunKey(context.tenant(), run.runId())), () -> takeRun(context, run));
    }
    if (event instanceof JobEvent job) {
      return apply(
          context, keys(context, job.job(), job.outputs()), () -> mapper.map(context, job));
    }
    DatasetEvent dataset = (DatasetEvent) event;
    return apply(
        context, keys(context, List.of(dataset.dataset())), () -> mapper.map(context, dataset));
  }

  private record RunKey(TenantId tenant, String runId) {}

  private IngestResult takeRun(RequestContext context, RunEvent event) {
    RunOutcome outcome = merger.accept(context.tenant(), event);
    if (outcome instanceof RunOutcome.Lineage lineage) {
      MergedRun run = lineage.run();
      return apply(
          context, keys(context, run.job(), run.outputs()), () -> mapper.map(context, run));
    }
    if (outcome instanceof RunOutcome.StateOnly state) {
      MergedRun run = state.run();
      return apply(
          context, keys(context, run.job(), List.of()), () -> mapper.mapState(context, run));
    }
    return new IngestResult(Outcome.TAKEN_NOTE, 0, ((RunOutcome.Nothing) outcome).reason());
  }

  /** What nobody else may write to while it is read, mapped and written. */
  private List<Object> keys(RequestContext context, JobInfo job, List<DatasetInfo> outputs) {
    List<Object> keys = keys(context, outputs);
    keys.add(new LockKey(context.tenant(), OpenLineageNames.job(job)));
    return keys;
  }

  private List<Object> keys(RequestContext context, List<DatasetInfo> written) {
    List<Object> keys = new ArrayList<>();
    for (DatasetInfo dataset : written) {
      keys.add(new LockKey(context.tenant(), mapper.keyOf(context, dataset.name())));
    }
    return keys;
  }

  private record LockKey(TenantId tenant, AssetKey asset) {}

  private IngestResult apply(
      RequestContext context, List<Object> keys, Supplier<Optional<AssetBatch>> mapping) {
    return assets.with(keys, () -> apply(context, mapping.get()));
  }

  private IngestResult apply(RequestContext context, Optional<AssetBatch> batch) {
    if (batch.isEmpty()) {
      return new IngestResult(Outcome.TAKEN_NOTE, 0, "there is nothing to draw");
    }
    long position = catalog.apply(context, batch.get()).position();
    mapper.applied(context, batch.get());
    return new IngestResult(position == 0 ? Outcome.UNCHANGED : Outcome.APPLIED, position, "");
  }
}
