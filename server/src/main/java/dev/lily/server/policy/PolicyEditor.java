package dev.lily.server.policy;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.RequestContext;
import dev.lily.graph.TenantId;
import dev.lily.graph.TypeCatalog;
import dev.lily.policy.Policy;
import dev.lily.policy.PolicyCheck;
import dev.lily.policy.PolicySet;
import dev.lily.policy.PolicyStore;
import dev.lily.policy.binding.EngineService;
import dev.lily.policy.binding.ServiceStore;
import dev.lily.policy.ranger.LockoutCheck;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Changes policies: checked, against what others have changed meanwhile, and in one piece. */
public final class PolicyEditor {
  private static final Logger LOG = LoggerFactory.getLogger(PolicyEditor.class);

  private final PolicyStore store;
  private final ServiceStore services;
  private final TypeCatalog types;
  private final PolicyCheck check;
  private final LockoutCheck lockout;
  private final ReentrantLock lock = new ReentrantLock();

  public PolicyEditor(
      PolicyStore store,
      ServiceStore services,
      TypeCatalog types,
      PolicyCheck check,
      LockoutCheck lockout) {
    this.store = store;
    this.services = services;
    this.types = types;
    this.check = check;
    this.lockout = lockout;
  }

  /** What was stored, and what may not be meant. */
  record Edited(Policy policy, List<String> warnings) {}

  /** A version of a policy, or its end: as it was, by whom it was removed, and when. */
  record Version(
      @JsonUnwrapped Policy policy,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean removed) {}

  /** A stored policy that no engine can apply as it is, and why. */
  record Unapplied(long id, String name, String warning) {}

  /** Those of the policies that no engine can apply; they are kept, and can be replaced. */
  List<Unapplied> unapplied(TenantId tenant, List<Policy> policies) {
    List<EngineService> known = services.all(tenant);
    return policies.stream()
        .filter(Policy::enabled)
        .flatMap(
            policy ->
                check.unapplied(policy, known).stream()
                    .map(why -> new Unapplied(policy.id(), policy.name(), why)))
        .toList();
  }

  /** Logs what of the stored policies no engine can apply. */
  public void warnOfUnapplied(TenantId tenant) {
    unapplied(tenant, store.current(tenant).policies())
        .forEach(
            one ->
                LOG.warn(
                    "policy {} '{}' of tenant {} is not applied as it is: {}",
                    one.id(),
                    one.name(),
                    tenant,
                    one.warning()));
  }

  PolicySet current(RequestContext context) {
    return store.current(context.tenant());
  }

  /**
   * The policy now.
   *
   * @throws CatalogException INSTANCE_NOT_FOUND
   */
  Policy find(RequestContext context, long id) {
    return current(context).find(id).orElseThrow(() -> unknown(id));
  }

  /**
   * Every version, oldest first; those of a deleted policy too.
   *
   * @throws CatalogException INSTANCE_NOT_FOUND
   */
  List<Policy> versions(RequestContext context, long id) {
    List<Policy> versions = store.history(context.tenant(), id);
    if (!versions.isEmpty()) {
      return versions;
    }
    return List.of(find(context, id));
  }

  /**
   * The versions and removals, oldest first.
   *
   * @throws CatalogException INSTANCE_NOT_FOUND
   */
  List<Version> history(RequestContext context, long id) {
    return Stream.concat(
            versions(context, id).stream().map(policy -> new Version(policy, false)),
            store.removals(context.tenant(), id).stream().map(policy -> new Version(policy, true)))
        .sorted(Comparator.comparingLong(one -> one.policy().version()))
        .toList();
  }

  /**
   * One version.
   *
   * @throws CatalogException INSTANCE_NOT_FOUND
   */
  Policy version(RequestContext context, long id, long version) {
    return versions(context, id).stream()
        .filter(policy -> policy.version() == version)
        .findFirst()
        .orElseThrow(
            () ->
                new CatalogException(
                    ErrorCode.INSTANCE_NOT_FOUND,
                    "policy %d has no version %d".formatted(id, version)));
  }

  /** Checks a policy as {@link #create} does, and stores nothing. */
  Edited tryOut(RequestContext context, Policy policy, boolean force) {
    Policy next = policy.stored(0, 0, "", 0);
    return new Edited(next, checked(context, next, force));
  }

  Edited create(RequestContext context, Policy policy, boolean force) {
    lock.lock();
    try {
      return put(context, policy.stored(0, 0, "", 0), force);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Stores policies in the place of those of their names, or as new ones; all of them at once.
   *
   * @param dryRun stores nothing
   * @throws CatalogException CONFIRMATION_REQUIRED where nobody could read something any more
   */
  Imported store(RequestContext context, List<Policy> policies, boolean dryRun, boolean force) {
    lock.lock();
    try {
      Imported imported = new Imported();
      PolicySet now = current(context);
      Map<String, Policy> byName = new HashMap<>();
      now.policies().forEach(policy -> byName.put(policy.name(), policy));
      Map<Long, Policy> proposed = new LinkedHashMap<>();
      now.policies().forEach(policy -> proposed.put(policy.id(), policy));
      long free = 1 + proposed.keySet().stream().mapToLong(Long::longValue).max().orElse(0);
      List<Policy> wanted = new ArrayList<>();
      List<Policy> changed = new ArrayList<>();
      for (Policy policy : policies) {
        Policy old = byName.get(policy.name());
        try {
          imported.warn(
              policy, check.check(policy, services.all(context.tenant()), types.types(), force));
        } catch (CatalogException unfit) {
          imported.refuse(policy, unfit);
          continue;
        }
        Policy next = policy.stored(old == null ? 0 : old.id(), 0, "", 0);
        if (imported.take(old, policy)) {
          wanted.add(next);
          Policy then = policy.stored(old == null ? free++ : old.id(), 0, "", 0);
          changed.add(then);
          Optional.ofNullable(old).ifPresent(changed::add);
          proposed.put(then.id(), then);
        }
      }
      if (!force) {
        PolicySet next =
            new PolicySet(now.version(), now.updateTime(), List.copyOf(proposed.values()));
        lockout.check(context.tenant(), next, changed);
      }
      if (!dryRun) {
        store.putAll(context, wanted);
      }
      return imported;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Replaces a policy.
   *
   * @throws CatalogException VERSION_CONFLICT unless it has the version that the caller saw
   */
  Edited replace(RequestContext context, long id, Policy policy, boolean force) {
    lock.lock();
    try {
      requireSeen(find(context, id), policy.version());
      return put(context, policy.stored(id, policy.version(), "", 0), force);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Stores a former version as the next one; of a removed policy, too.
   *
   * @param seen the version that the caller saw last: of a removed policy that of its removal
   * @throws CatalogException VERSION_CONFLICT where there is a later one
   */
  Edited restore(RequestContext context, long id, long to, long seen, boolean force) {
    lock.lock();
    try {
      Policy former = version(context, id, to);
      if (current(context).find(id).isPresent()) {
        return replace(context, id, former.stored(id, seen, "", 0), force);
      }
      List<Version> history = history(context, id);
      requireSeen(history.get(history.size() - 1).policy(), seen);
      List<String> warnings = checked(context, former, force);
      return new Edited(store.revive(context, former), warnings);
    } finally {
      lock.unlock();
    }
  }

  void remove(RequestContext context, long id, Optional<Long> seen, boolean force) {
    lock.lock();
    try {
      Policy policy = find(context, id);
      seen.ifPresent(version -> requireSeen(policy, version));
      if (!force) {
        lockout.check(context.tenant(), current(context).without(id), List.of(policy));
      }
      store.remove(context, id);
    } finally {
      lock.unlock();
    }
  }

  /** The classification and its subtypes, to which a policy about it applies, too. */
  Set<String> withSubtypes(String classification) {
    Set<String> names = new HashSet<>(Set.of(classification));
    types
        .types()
        .findClassificationType(classification)
        .ifPresent(type -> names.addAll(type.allSubTypes()));
    return names;
  }

  /**
   * Checks a policy that nobody stores yet.
   *
   * @return what is allowed and yet may not be meant
   * @throws CatalogException BAD_REQUEST
   */
  List<String> check(RequestContext context, Policy policy) {
    return check.check(policy, services.all(context.tenant()), types.types(), false);
  }

  private Edited put(RequestContext context, Policy policy, boolean force) {
    List<String> warnings = checked(context, policy, force);
    return new Edited(store.put(context, policy), warnings);
  }

  private List<String> checked(RequestContext context, Policy policy, boolean force) {
    List<String> warnings =
        check.check(policy, services.all(context.tenant()), types.types(), force);
    if (!force) {
      PolicySet now = current(context);
      List<Policy> changed =
          Stream.concat(now.find(policy.id()).stream(), Stream.of(policy)).toList();
      lockout.check(context.tenant(), now.with(policy), changed);
    }
    return warnings;
  }

  private static void requireSeen(Policy current, long seen) {
    if (current.version() != seen) {
      throw new CatalogException(
          ErrorCode.VERSION_CONFLICT,
          "version: policy %d is at version %d now, not %d; read it again"
              .formatted(current.id(), current.version(), seen));
    }
  }

  private static CatalogException unknown(long id) {
    return new CatalogException(
        ErrorCode.INSTANCE_NOT_FOUND, "there is no policy with id " + id + " in this tenant");
  }
}
