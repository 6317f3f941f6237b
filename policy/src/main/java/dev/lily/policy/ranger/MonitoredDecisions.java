package dev.lily.policy.ranger;

import dev.lily.policy.Asker;
import dev.lily.policy.Decision;
import dev.lily.policy.Decision.PolicyRef;
import dev.lily.policy.Decisions;
import dev.lily.policy.EngineResource;
import dev.lily.policy.Observation.Outcome;
import dev.lily.policy.Observations;
import dev.lily.policy.RareWarning;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.ranger.plugin.model.RangerPolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The same decisions; of each is counted what the monitored policies of the tenant would have
 * changed. Listings of names are left out: an engine makes many of them for one query.
 */
public final class MonitoredDecisions implements Decisions {
  private static final Logger LOG = LoggerFactory.getLogger(MonitoredDecisions.class);
  private static final String COLUMN = "column";

  private final RangerDecisions real;
  private final MonitorEngines engines;
  private final Observations observations;
  private final RareWarning faults;

  public MonitoredDecisions(
      RangerDecisions real, MonitorEngines engines, Observations observations, Clock clock) {
    this.real = real;
    this.engines = engines;
    this.observations = observations;
    this.faults =
        new RareWarning(
            clock,
            (count, fault) ->
                LOG.warn(
                    "what monitored policies would change is not known: {} decisions were not compared",
                    count,
                    fault));
  }

  @Override
  public Decision access(Asker asker, EngineResource resource, String access, Reach reach) {
    Decision made = real.access(asker, resource, access, reach);
    if (!access.equals(ANY_ACCESS)) {
      watch(
          asker,
          trial ->
              compareAccess(asker, resource, made, trial.access(asker, resource, access, reach)));
    }
    return made;
  }

  @Override
  public List<Decision> access(
      Asker asker, EngineResource table, List<String> columns, String access, Reach reach) {
    List<Decision> made = real.access(asker, table, columns, access, reach);
    if (!access.equals(ANY_ACCESS)) {
      watch(
          asker,
          trial -> {
            List<Decision> then = trial.access(asker, table, columns, access, reach);
            for (int i = 0; i < made.size(); i++) {
              EngineResource resource =
                  columns.isEmpty() ? table : table.child(COLUMN, columns.get(i));
              compareAccess(asker, resource, made.get(i), then.get(i));
            }
          });
    }
    return made;
  }

  @Override
  public Decision mask(Asker asker, EngineResource table, Column column) {
    return masks(asker, table, List.of(column)).get(0);
  }

  @Override
  public List<Decision> masks(Asker asker, EngineResource table, List<Column> columns) {
    List<Decision> made = real.masks(asker, table, columns);
    watch(
        asker,
        trial -> {
          List<Decision> then = trial.masks(asker, table, columns);
          for (int i = 0; i < made.size(); i++) {
            if (!made.get(i).mask().equals(then.get(i).mask())) {
              compareMask(asker, table.child(COLUMN, columns.get(i).name()), then.get(i), trial);
            }
          }
        });
    return made;
  }

  @Override
  public Decision rowFilter(Asker asker, EngineResource table) {
    Decision made = real.rowFilter(asker, table);
    watch(
        asker,
        trial -> {
          Decision then = trial.rowFilter(asker, table);
          if (!made.rowFilter().equals(then.rowFilter())) {
            boolean filtered = then.rowFilter().isPresent();
            add(
                asker,
                table,
                filtered
                    ? then.policies()
                    : shownBy(trial, asker, table, RangerPolicy.POLICY_TYPE_ROWFILTER),
                filtered ? Outcome.FILTERED : Outcome.UNFILTERED);
          }
        });
    return made;
  }

  /** A fault of what is only watched must not keep anybody from an answer. */
  private void watch(Asker asker, Consumer<RangerDecisions> comparison) {
    try {
      engines.of(asker.tenant(), asker.service()).map(real::by).ifPresent(comparison);
    } catch (RuntimeException fault) {
      faults.add(fault);
    }
  }

  private void compareAccess(Asker asker, EngineResource resource, Decision now, Decision then) {
    if (now.allowed() != then.allowed()) {
      add(asker, resource, then.policies(), then.allowed() ? Outcome.ALLOWED : Outcome.DENIED);
    }
  }

  private void compareMask(
      Asker asker, EngineResource column, Decision then, RangerDecisions trial) {
    boolean masked = then.mask().isPresent();
    add(
        asker,
        column,
        masked ? then.policies() : shownBy(trial, asker, column, RangerPolicy.POLICY_TYPE_DATAMASK),
        masked ? Outcome.MASKED : Outcome.SHOWN);
  }

  private static List<PolicyRef> shownBy(
      RangerDecisions trial, Asker asker, EngineResource resource, int policyType) {
    Optional<PolicyRef> policy = trial.shownBy(asker, resource, policyType);
    return policy.stream().toList();
  }

  private void add(
      Asker asker, EngineResource resource, List<PolicyRef> policies, Outcome outcome) {
    policies.forEach(policy -> observations.add(asker, policy, resource, outcome));
  }
}
