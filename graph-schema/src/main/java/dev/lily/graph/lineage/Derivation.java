package dev.lily.graph.lineage;

import com.carrotsearch.hppc.cursors.IntObjectCursor;
import dev.lily.graph.TenantId;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.rule.DerivationRule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/**
 * Settles what rules derive from what classifications reach, after those are settled: nothing that
 * readers see is changed.
 */
final class Derivation {
  private final NodeTable nodes;
  private final Containment containment;
  private final RuleBook rules;
  private final Carried carried;
  private final Pending pending;
  private final Map<Pair.Key, Work> works;

  /** Origins whose derived classifications may be others now, by tenant and base. */
  private final Map<TenantId, Map<String, Set<Guid>>> causes = new LinkedHashMap<>();

  Derivation(LineageIndex index, Carried carried, Pending pending, Map<Pair.Key, Work> works) {
    this.nodes = index.nodes();
    this.containment = new Containment(nodes, index.edges());
    this.rules = index.rules();
    this.carried = carried;
    this.pending = pending;
    this.works = works;
  }

  /**
   * Adds works for what is derived.
   *
   * @param touched derived pairs at assets that lose or gain anything
   */
  void settle(Collection<Pair> touched) {
    for (Work work : works.values()) {
      cause(work.pair.tenant, work.pair.key.name(), work.pair.key.origin());
    }
    for (IntObjectCursor<List<Classification>> entry : pending.own) {
      causeOwn(entry.key, entry.value);
    }
    causeContained();
    Map<TenantId, Set<Pair.Key>> again = new HashMap<>();
    touched.forEach(pair -> keys(again, pair.tenant).add(pair.key));
    pending.otherRules.forEach(tenant -> causeAll(tenant, keys(again, tenant)));
    Set<TenantId> tenants = new LinkedHashSet<>(causes.keySet());
    tenants.addAll(again.keySet());
    tenants.forEach(tenant -> settle(tenant, again.getOrDefault(tenant, Set.of())));
  }

  private static Set<Pair.Key> keys(Map<TenantId, Set<Pair.Key>> byTenant, TenantId tenant) {
    return byTenant.computeIfAbsent(tenant, none -> new LinkedHashSet<>());
  }

  private void cause(TenantId tenant, String base, Guid origin) {
    if (rules.derivations(tenant).concerns(base)) {
      causes
          .computeIfAbsent(tenant, none -> new LinkedHashMap<>())
          .computeIfAbsent(base, none -> new LinkedHashSet<>())
          .add(origin);
    }
  }

  private void causeOwn(int node, List<Classification> now) {
    TenantId tenant = nodes.tenant(node);
    if (!rules.derivations(tenant).isEmpty()) {
      carried.own(node).forEach(was -> cause(tenant, was.typeName(), was.origin()));
      now.forEach(one -> cause(tenant, one.typeName(), one.origin()));
    }
  }

  /** Whatever is at, above or below a changed edge of the hierarchy. */
  private void causeContained() {
    Map<TenantId, RoaringBitmap> near = new HashMap<>();
    for (int i = 0; i < pending.contents.size(); i++) {
      int content = pending.contents.get(i);
      TenantId tenant = nodes.tenant(content);
      if (!rules.derivations(tenant).isEmpty()) {
        RoaringBitmap ends = near.computeIfAbsent(tenant, none -> new RoaringBitmap());
        ends.add(content);
        ends.add(pending.containers.get(i));
      }
    }
    near.forEach(this::causeNear);
  }

  private void causeNear(TenantId tenant, RoaringBitmap ends) {
    RoaringBitmap all = ends.clone();
    all.or(containment.everythingAbove(ends));
    all.or(containment.everythingBelow(ends));
    all.forEach(
        (int node) -> {
          carried.eachReaching(node, pair -> cause(tenant, pair.key.name(), pair.key.origin()));
          ownNow(node).forEach(own -> cause(tenant, own.typeName(), own.origin()));
        });
  }

  private void causeAll(TenantId tenant, Set<Pair.Key> again) {
    for (Pair pair : carried.pairs()) {
      if (pair.tenant.equals(tenant)) {
        cause(tenant, pair.key.name(), pair.key.origin());
        if (pair.key.derived()) {
          again.add(pair.key);
        }
      }
    }
    carried.eachOwner(
        node -> {
          if (nodes.tenant(node).equals(tenant)) {
            ownNow(node).forEach(own -> cause(tenant, own.typeName(), own.origin()));
          }
        });
  }

  private void settle(TenantId tenant, Set<Pair.Key> again) {
    Derivations derivations = rules.derivations(tenant);
    again.stream()
        .filter(key -> !derivations.results().contains(key.name()))
        .forEach(key -> derive(tenant, key.name(), key.origin()));
    for (String result : derivations.results()) {
      Map<String, Set<Guid>> byBase = causes.getOrDefault(tenant, Map.of());
      Set<Guid> origins = new LinkedHashSet<>();
      again.stream().filter(key -> key.name().equals(result)).forEach(k -> origins.add(k.origin()));
      derivations.of(result).stream()
          .flatMap(rule -> rule.classifications().stream())
          .forEach(base -> origins.addAll(byBase.getOrDefault(base, Set.of())));
      origins.addAll(byBase.getOrDefault(result, Set.of()));
      origins.forEach(origin -> derive(tenant, result, origin));
    }
  }

  private void derive(TenantId tenant, String result, Guid origin) {
    Pair.Key key = Pair.Key.derivedFrom(origin, result);
    Pair known = carried.pair(key);
    int node = nodes.find(origin);
    List<DerivationRule> by = rules.derivations(tenant).of(result);
    RoaringBitmap target = containment.derived(by, base -> carriers(base, origin, result), node);
    target.andNot(reached(new Pair.Key(result, origin)));
    if (known == null && target.isEmpty()) {
      return;
    }
    Classification classification =
        target.isEmpty() && known != null ? known.classification : derived(by, result, origin);
    Pair pair = known == null ? new Pair(tenant, key, classification, node) : known;
    Work work = new Work(pair);
    work.verdict = Work.Verdict.SET;
    work.classification = classification;
    work.become(target);
    if (!work.added.isEmpty()
        || !work.removed.isEmpty()
        || !classification.equals(pair.classification)) {
      works.put(key, work);
      cause(tenant, result, origin);
    }
  }

  /**
   * It holds whenever one of its causes does, and who put the first there put it here. Of itself it
   * has values only where it comes from the same classification.
   */
  private Classification derived(List<DerivationRule> by, String result, Guid origin) {
    List<Classification> causes = new ArrayList<>();
    for (DerivationRule rule : by) {
      for (String base : rule.classifications()) {
        Classification cause =
            carriers(base, origin, result).isEmpty() ? null : classification(base, origin);
        if (cause != null && !causes.contains(cause)) {
          causes.add(cause);
        }
      }
    }
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    causes.stream()
        .filter(cause -> cause.typeName().equals(result))
        .forEach(cause -> values.putAll(cause.attributes()));
    boolean always = causes.stream().anyMatch(cause -> cause.validityPeriods().isEmpty());
    return new Classification(
        result,
        origin,
        values,
        Classification.Rules.STAY,
        always
            ? List.of()
            : causes.stream().flatMap(one -> one.validityPeriods().stream()).distinct().toList(),
        causes.isEmpty() ? null : causes.get(0).provenance());
  }

  private @Nullable Classification classification(String base, Guid origin) {
    int node = nodes.find(origin);
    if (node >= 0) {
      for (Classification own : ownNow(node)) {
        if (own.typeName().equals(base)) {
          return own;
        }
      }
    }
    for (Pair.Key key : keys(base, origin)) {
      Work work = works.get(key);
      if (work != null) {
        return work.classification;
      }
      Pair pair = carried.pair(key);
      if (pair != null) {
        return pair.classification;
      }
    }
    return null;
  }

  private List<Classification> ownNow(int node) {
    List<Classification> staged = pending.own.get(node);
    return staged != null ? staged : carried.own(node);
  }

  /**
   * Who carries what came from the origin, the origin included, once all is settled. Nothing is
   * derived from what itself is derived under the same name.
   */
  private RoaringBitmap carriers(String name, Guid origin, String result) {
    RoaringBitmap carriers = reached(new Pair.Key(name, origin)).clone();
    if (!name.equals(result)) {
      carriers.or(reached(Pair.Key.derivedFrom(origin, name)));
    }
    int node = nodes.find(origin);
    if (node >= 0
        && !nodes.isDeleted(node)
        && ownNow(node).stream().anyMatch(own -> own.typeName().equals(name))) {
      carriers.add(node);
    }
    return carriers;
  }

  private RoaringBitmap reached(Pair.Key key) {
    Work work = works.get(key);
    if (work != null) {
      RoaringBitmap after = RoaringBitmap.or(work.pair.reached, work.added);
      after.andNot(work.removed);
      return after;
    }
    Pair pair = carried.pair(key);
    return pair == null ? new RoaringBitmap() : pair.reached;
  }

  private static List<Pair.Key> keys(String name, Guid origin) {
    return List.of(new Pair.Key(name, origin), Pair.Key.derivedFrom(origin, name));
  }
}
