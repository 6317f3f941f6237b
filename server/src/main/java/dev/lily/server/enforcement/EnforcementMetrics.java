package dev.lily.server.enforcement;

import dev.lily.graph.TenantId;
import dev.lily.policy.binding.EngineService;
import dev.lily.server.operations.Metrics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** How far the engines of all tenants are, for Prometheus. */
public final class EnforcementMetrics {
  private static final List<String> LABELS = List.of("tenant", "service", "door", "instance");

  private final Enforcement enforcement;
  private final Canaries canaries;
  private final List<TenantId> tenants;

  public EnforcementMetrics(Enforcement enforcement, Canaries canaries, List<TenantId> tenants) {
    this.enforcement = enforcement;
    this.canaries = canaries;
    this.tenants = List.copyOf(tenants);
  }

  public void register(Metrics metrics) {
    metrics.gauges(
        "lily_engine_state",
        "1 for the state of the engine: up_to_date, behind or silent",
        List.of("tenant", "service", "door", "instance", "state"),
        this::states);
    metrics.gauges(
        "lily_engine_lag_seconds",
        "Since when there is a later version than the engine runs",
        LABELS,
        () -> standings(one -> OptionalDouble.of(one.lagMillis() / 1000.0)));
    metrics.gauges(
        "lily_engine_silent_seconds",
        "Since when the engine has said nothing",
        LABELS,
        () -> standings(one -> OptionalDouble.of(one.silentMillis() / 1000.0)));
    metrics.gauges(
        "lily_engine_failed",
        "Whether a database does not follow",
        LABELS,
        () ->
            standings(
                one ->
                    one.door() == Door.POSTGRESQL
                        ? OptionalDouble.of(one.detail().isEmpty() ? 0 : 1)
                        : OptionalDouble.empty()));
    metrics.gauges(
        "lily_postgresql_drift_time_seconds",
        "When others had changed what was written into the database, the last time",
        List.of("tenant", "service"),
        this::drift);
    metrics.gauges(
        "lily_canary_seconds",
        "How long the canary's last change took to reach the engine",
        LABELS,
        () -> measured(Canaries.Result::seconds));
    metrics.gauges(
        "lily_canary_failed",
        "Whether the canary's last change did not reach the engine in time",
        LABELS,
        () -> measured(result -> result.failed() ? 1.0 : 0.0));
  }

  private Map<List<String>, Double> states() {
    Map<List<String>, Double> values = new LinkedHashMap<>();
    seen(
        (tenant, one) -> {
          List<String> labels = new ArrayList<>(labels(tenant, one));
          labels.add(one.state().name().toLowerCase(Locale.ROOT));
          values.put(labels, 1.0);
        });
    return values;
  }

  private Map<List<String>, Double> standings(Function<Standing, OptionalDouble> value) {
    Map<List<String>, Double> values = new LinkedHashMap<>();
    seen(
        (tenant, one) ->
            value.apply(one).ifPresent(number -> values.put(labels(tenant, one), number)));
    return values;
  }

  /** Those that were ever seen. */
  private void seen(BiConsumer<TenantId, Standing> taker) {
    for (TenantId tenant : tenants) {
      for (EngineService service : enforcement.services(tenant)) {
        enforcement.of(tenant, service).stream()
            .filter(one -> one.lastSeen() > 0)
            .forEach(one -> taker.accept(tenant, one));
      }
    }
  }

  private static List<String> labels(TenantId tenant, Standing one) {
    return List.of(tenant.value(), one.service(), name(one.door()), one.instance());
  }

  private Map<List<String>, Double> drift() {
    Map<List<String>, Double> values = new LinkedHashMap<>();
    for (TenantId tenant : tenants) {
      for (EngineService service : enforcement.services(tenant)) {
        long time = enforcement.driftTime(tenant, service);
        if (time > 0) {
          values.put(List.of(tenant.value(), service.name()), time / 1000.0);
        }
      }
    }
    return values;
  }

  private Map<List<String>, Double> measured(Function<Canaries.Result, Double> value) {
    Map<List<String>, Double> values = new LinkedHashMap<>();
    for (TenantId tenant : tenants) {
      canaries
          .of(tenant)
          .forEach(
              (place, result) ->
                  values.put(
                      List.of(
                          tenant.value(), place.service(), name(place.door()), place.instance()),
                      value.apply(result)));
    }
    return values;
  }

  private static String name(Door door) {
    return switch (door) {
      case OPA -> "decision";
      case RANGER -> "plug-in";
      case POSTGRESQL -> "postgresql";
    };
  }
}
