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

/**
 * Policies in {@code <folder>/<tenant>/policies.json} and the changes since it was written (see
 * {@link PolicyJournal}), every version of each of them in {@code policies-history.jsonl} beside
 * it.
 */
public final class FilePolicyStore implements PolicyStore {
  private final Path folder;
  private final Map<TenantId, PolicySet> sets = new ConcurrentHashMap<>();
  private final Map<TenantId, PolicyJournal> journals = new ConcurrentHashMap<>();
  private final Map<TenantId, Map<Long, Long>> newest = new ConcurrentHashMap<>();
  private final List<Consumer<TenantId>> listeners = new CopyOnWriteArrayList<>();

  public FilePolicyStore(Path folder) {
    this.folder = folder;
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
      old.ifPresent(one -> keep(context.tenant(), one));
      keep(context.tenant(), stored);
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
      keep(context.tenant(), kept);
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
      keep(context.tenant(), before.find(id).orElseThrow(() -> unknown(id)));
      replace(context, before, id, Optional.empty());
    }
    listeners.forEach(listener -> listener.accept(context.tenant()));
  }

  @Override
  public List<Policy> history(TenantId tenant, long id) {
    return history(tenant).lines().stream().filter(policy -> policy.id() == id).toList();
  }

  @Override
  public void onChange(Consumer<TenantId> listener) {
    listeners.add(listener);
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
    for (long old : kept(tenant).keySet()) {
      highest = Math.max(highest, old);
    }
    return Math.max(highest, DefaultPolicies.LAST_ID) + 1;
  }

  /** Adds the version to the history unless it is there: the first policies begin without one. */
  private void keep(TenantId tenant, Policy policy) {
    keep(tenant, List.of(policy));
  }

  private void keep(TenantId tenant, List<Policy> policies) {
    Map<Long, Long> kept = kept(tenant);
    List<Policy> unknown = new ArrayList<>();
    for (Policy policy : policies) {
      if (kept.getOrDefault(policy.id(), 0L) < policy.version()) {
        unknown.add(policy);
      }
    }
    history(tenant).append(unknown);
    unknown.forEach(policy -> kept.put(policy.id(), policy.version()));
  }

  /** The newest version in the history by policy. */
  private Map<Long, Long> kept(TenantId tenant) {
    return newest.computeIfAbsent(
        tenant,
        t -> {
          Map<Long, Long> versions = new ConcurrentHashMap<>();
          history(t).lines().forEach(old -> versions.merge(old.id(), old.version(), Math::max));
          return versions;
        });
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

  private JsonFile<Policy> history(TenantId tenant) {
    return new JsonFile<>(
        folder.resolve(tenant.value()).resolve("policies-history.jsonl"), Policy.class);
  }
}
