package dev.lily.server.enforcement;

import dev.lily.graph.Catalog;
import dev.lily.graph.TenantId;
import dev.lily.policy.binding.EngineService;
import dev.lily.policy.binding.ServiceType;
import dev.lily.policy.plugins.EngineState;
import dev.lily.policy.plugins.PluginQuestion.Kind;
import dev.lily.policy.ranger.CanaryDecisions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets the canary of each tenant take its turns, and measures when the engines have followed. */
public final class Canaries implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Canaries.class);
  private static final int THREADS = 2;
  private static final Duration OFTEN = Duration.ofMillis(5);
  private static final Duration SELDOM = Duration.ofMillis(100);

  private final Catalog catalog;
  private final Enforcement enforcement;
  private final CanaryDecisions decisions;
  private final Options options;
  private final Clock clock;
  private final Map<TenantId, Map<Place, Result>> results = new ConcurrentHashMap<>();
  private final Map<Key, Long> wanted = new ConcurrentHashMap<>();
  private final ScheduledThreadPoolExecutor threads =
      new ScheduledThreadPoolExecutor(
          THREADS,
          task -> {
            Thread thread = new Thread(task, "canary");
            thread.setDaemon(true);
            return thread;
          });
  private volatile boolean closed;

  private record Key(TenantId tenant, String service) {}

  /** How often, and how late an engine may be. */
  public record Options(Duration interval, Duration patience) {}

  /** Where decisions, a plug-in or a database follow; {@code OPA} stands for decisions. */
  record Place(String service, Door door, String instance) {}

  /**
   * What was measured last.
   *
   * @param seconds from the moment before the write until the engine had it, or was given up
   * @param time epoch milliseconds
   */
  record Result(double seconds, boolean failed, long time) {}

  public Canaries(
      Catalog catalog,
      Enforcement enforcement,
      CanaryDecisions decisions,
      Options options,
      Clock clock) {
    this.catalog = catalog;
    this.enforcement = enforcement;
    this.decisions = decisions;
    this.options = options;
    this.clock = clock;
  }

  /** Begins, for these tenants. */
  public void start(List<TenantId> tenants) {
    for (TenantId tenant : tenants) {
      Canary canary = new Canary(catalog, tenant, clock);
      long pause = options.interval().toMillis();
      Future<?> unused =
          threads.scheduleWithFixedDelay(
              () -> run(tenant, canary), Math.min(pause, 1_000), pause, TimeUnit.MILLISECONDS);
    }
  }

  /** The results of the tenant; none before its first turn. */
  Map<Place, Result> of(TenantId tenant) {
    return results.getOrDefault(tenant, Map.of());
  }

  /** The turns go on after one that failed: the next may tell that all is well again. */
  private void run(TenantId tenant, Canary canary) {
    try {
      results.put(tenant, turn(tenant, canary));
    } catch (RuntimeException fault) {
      if (!closed) {
        LOG.warn("the canary of {} did not take its turn", tenant, fault);
      }
    }
  }

  private Map<Place, Result> turn(TenantId tenant, Canary canary) {
    long begun = System.nanoTime();
    boolean classified = canary.turn();
    Map<Place, Result> measured = new LinkedHashMap<>();
    List<Place> late = new ArrayList<>();
    for (EngineService service : enforcement.services(tenant)) {
      late.addAll(measure(tenant, service, classified, begun, measured));
    }
    while (!late.isEmpty() && !isOver(begun)) {
      LockSupport.parkNanos(SELDOM.toNanos());
      late.removeIf(place -> follows(tenant, place) && add(measured, place, begun, false));
    }
    late.forEach(place -> add(measured, place, begun, true));
    return measured;
  }

  /** Waits for decisions of the service, which no database asks for, and tells who is to follow. */
  private List<Place> measure(
      TenantId tenant,
      EngineService service,
      boolean classified,
      long begun,
      Map<Place, Result> measured) {
    while (decisions.isDenied(tenant, service) != classified && !isOver(begun)) {
      LockSupport.parkNanos(OFTEN.toNanos());
    }
    if (service.type() != ServiceType.POSTGRESQL) {
      add(
          measured,
          new Place(service.name(), Door.OPA, ""),
          begun,
          decisions.isDenied(tenant, service) != classified);
    }
    long version = enforcement.current(tenant, service.name(), Kind.TAGS);
    wanted.put(new Key(tenant, service.name()), version);
    List<Place> others = new ArrayList<>();
    for (Standing standing : enforcement.of(tenant, service)) {
      boolean there =
          standing.state() == EngineState.UP_TO_DATE || standing.state() == EngineState.BEHIND;
      if (standing.door() != Door.OPA && there && standing.follows()) {
        others.add(new Place(service.name(), standing.door(), standing.instance()));
      }
    }
    return others;
  }

  private boolean follows(TenantId tenant, Place place) {
    long version = wanted.getOrDefault(new Key(tenant, place.service()), 0L);
    return enforcement.services(tenant).stream()
        .filter(service -> service.name().equals(place.service()))
        .flatMap(service -> enforcement.of(tenant, service).stream())
        .anyMatch(
            standing ->
                standing.door() == place.door()
                    && standing.instance().equals(place.instance())
                    && standing.tags() >= version);
  }

  private boolean add(Map<Place, Result> measured, Place place, long begun, boolean failed) {
    double seconds = (System.nanoTime() - begun) / 1e9;
    measured.put(place, new Result(seconds, failed, clock.millis()));
    return true;
  }

  private boolean isOver(long begun) {
    return closed || System.nanoTime() - begun > options.patience().toNanos();
  }

  /** A turn that is under way ends at once. */
  @Override
  public void close() {
    closed = true;
    threads.shutdown();
    try {
      threads.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
