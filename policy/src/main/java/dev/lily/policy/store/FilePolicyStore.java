package dev.lily.policy.store;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.RequestContext;
import dev.lily.graph.TenantId;
import dev.lily.policy.Policy;
import dev.lily.policy.PolicySet;
import dev.lily.policy.PolicyStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Policies in {@code <folder>/<tenant>/policies.json} and the changes since it was written (see
 * {@link PolicyJournal}), every version of each of them beside it ({@link PolicyHistory}).
 */
public final class FilePolicyStore implements PolicyStore {
  private final Path folder;
  private final Map<TenantId, PolicySet> sets = new ConcurrentHashMap<>();
  private final Map<TenantId, PolicyJournal> journals = new ConcurrentHashMap<>();
  private final PolicyHistory history;
  private final List<Consumer<TenantId>> listeners = new CopyOnWriteArrayList<>();

  public FilePolicyStore(Path folder) {
    this.folder = folder;
    this.history = new PolicyHistory(folder);
  }

  @Override
  public PolicySet current(TenantId tenant) {
    PolicySet known = sets.get(tenant);
    return known != null ? known : sets.computeIfAbsent(tenant, this::load);
  }

  @Override
  public Policy put(RequestContext context, Policy policy) {
    Policy stored;
    synchronized (this) {
      PolicySet before = current(context.tenant());
      requireFreeName(before, policy);
      Optional<Policy> old = policy.id() == 0 ? Optional.empty() : Optional.of(of(before, policy));
      if (old.isPresent() && sameRule(old.get(), policy)) {
        return old.get();
      }
      stored =
          policy.stored(
              old.map(Policy::id).orElseGet(() -> nextId(context.tenant(), before)),
              old.map(Policy::version).orElse(0L) + 1,
              context.principal().name(),
              context.clock().millis());
      history.keep(context.tenant(), Stream.concat(old.stream(), Stream.of(stored)).toList());
      replace(context, before, stored.id(), Optional.of(stored));
    }
    listeners.forEach(listener -> listener.accept(context.tenant()));
    return stored;
  }

  @Override
  public void putAll(RequestContext context, List<Policy> all) {
    synchronized (this) {
      PolicySet before = current(context.tenant());
      Map<Long, Policy> next = new TreeMap<>();
      before.policies().forEach(policy -> next.put(policy.id(), policy));
      Map<String, Long> names = new HashMap<>();
      next.values().forEach(policy -> names.put(policy.name(), policy.id()));
      List<Policy> kept = new ArrayList<>();
      long id = nextId(context.tenant(), before);
      for (Policy policy : all) {
        Policy old = policy.id() == 0 ? null : next.get(policy.id());
        if (policy.id() != 0 && old == null) {
          throw unknown(policy.id());
        }
        if (old != null && sameRule(old, policy)) {
          continue;
        }
        Policy stored =
            policy.stored(
                old == null ? id++ : old.id(),
                old == null ? 1 : old.version() + 1,
                context.principal().name(),
                context.clock().millis());
        Long holder = names.putIfAbsent(stored.name(), stored.id());
        if (holder != null && holder != stored.id()) {
          throw taken(holder, stored.name());
        }
        if (old != null) {
          kept.add(old);
        }
        kept.add(stored);
        next.put(stored.id(), stored);
      }
      if (kept.isEmpty()) {
        return;
      }
      history.keep(context.tenant(), kept);
      PolicySet set =
          new PolicySet(before.version() + 1, context.clock().millis(), List.copyOf(next.values()));
      journal(context.tenant()).write(set);
      sets.put(context.tenant(), set);
    }
    listeners.forEach(listener -> listener.accept(context.tenant()));
  }

  @Override
  public void remove(RequestContext context, long id) {
    synchronized (this) {
      PolicySet before = current(context.tenant());
      Policy last = before.find(id).orElseThrow(() -> unknown(id));
      history.keep(context.tenant(), List.of(last));
      history.removed(context.tenant(), next(context, last, last.version()));
      replace(context, before, id, Optional.empty());
    }
    listeners.forEach(listener -> listener.accept(context.tenant()));
  }

  @Override
  public Policy revive(RequestContext context, Policy policy) {
    Policy stored;
    synchronized (this) {
      TenantId tenant = context.tenant();
      PolicySet before = current(tenant);
      long last =
          Stream.concat(
                  history.versions(tenant, policy.id()).stream(),
                  history.removals(tenant, policy.id()).stream())
              .mapToLong(Policy::version)
              .max()
              .orElseThrow(() -> unknown(policy.id()));
      if (before.find(policy.id()).isPresent()) {
        throw taken(policy.id(), policy.name());
      }
      requireFreeName(before, policy);
      stored = next(context, policy, last);
      history.keep(tenant, List.of(stored));
      replace(context, before, stored.id(), Optional.of(stored));
    }
    listeners.forEach(listener -> listener.accept(context.tenant()));
    return stored;
  }

  @Override
  public List<Policy> history(TenantId tenant, long id) {
    return history.versions(tenant, id);
  }

  /** A removal that a crash kept from happening is none. */
  @Override
  public List<Policy> removals(TenantId tenant, long id) {
    List<Long> versions = history(tenant, id).stream().map(Policy::version).toList();
    boolean there = current(tenant).find(id).isPresent();
    return history.removals(tenant, id).stream()
        .filter(one -> !versions.contains(one.version()))
        .filter(one -> !there || versions.stream().anyMatch(later -> later > one.version()))
        .toList();
  }

  @Override
  public void onChange(Consumer<TenantId> listener) {
    listeners.add(listener);
  }

  private static Policy next(RequestContext context, Policy policy, long version) {
    return policy.stored(
        policy.id(), version + 1, context.principal().name(), context.clock().millis());
  }

  private void replace(RequestContext context, PolicySet before, long id, Optional<Policy> after) {
    PolicySet next =
        PolicyJournal.replaced(
            before, before.version() + 1, context.clock().millis(), id, after.orElse(null));
    journal(context.tenant()).write(next, id);
    sets.put(context.tenant(), next);
  }

  private PolicySet load(TenantId tenant) {
    return journal(tenant).read().orElseGet(DefaultPolicies::create);
  }

  private PolicyJournal journal(TenantId tenant) {
    return journals.computeIfAbsent(tenant, t -> new PolicyJournal(folder.resolve(t.value())));
  }

  /** Ids are never given twice, so that an audit entry of an engine stays true. */
  private long nextId(TenantId tenant, PolicySet set) {
    long highest = set.policies().stream().mapToLong(Policy::id).max().orElse(0);
    return Math.max(Math.max(highest, history.lastId(tenant)), DefaultPolicies.LAST_ID) + 1;
  }

  private static void requireFreeName(PolicySet set, Policy policy) {
    set.policies().stream()
        .filter(other -> other.id() != policy.id() && other.name().equals(policy.name()))
        .findFirst()
        .ifPresent(
            other -> {
              throw taken(other.id(), policy.name());
            });
  }

  private static CatalogException taken(long id, String name) {
    return new CatalogException(
        ErrorCode.BAD_REQUEST,
        "policy "
            + id
            + " is already named '"
            + name
            + "'; choose another name or change that policy");
  }

  private static Policy of(PolicySet set, Policy policy) {
    return set.find(policy.id()).orElseThrow(() -> unknown(policy.id()));
  }

  private static boolean sameRule(Policy old, Policy policy) {
    return old.equals(policy.stored(old.id(), old.version(), old.updatedBy(), old.updateTime()));
  }

  private static CatalogException unknown(long id) {
    return new CatalogException(
        ErrorCode.INSTANCE_NOT_FOUND, "there is no policy with id " + id + " in this tenant");
  }
}
