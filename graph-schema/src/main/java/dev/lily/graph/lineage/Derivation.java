package dev.lily.graph.lineage;

import com.carrotsearch.hppc.cursors.IntObjectCursor;
import dev.lily.graph.TenantId;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Guid;
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
  private final Deriver deriver;
  private final RuleBook rules;
  private final Carried carried;
  private final Pending pending;
  private final Map<Pair.Key, Work> works;

  /** Origins whose derived classifications may be others now, by tenant and base. */
  private final Map<TenantId, Map<String, Set<Guid>>> causes = new LinkedHashMap<>();

  Derivation(LineageIndex index, Carried carried, Pending pending, Map<Pair.Key, Work> works) {
    this.nodes = index.nodes();
    this.containment = new Containment(nodes, index.edges());
    this.deriver = new Deriver(nodes, containment, new Settled());
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
      if (work.changesAnything()) {
        cause(work.pair.tenant, work.pair.key.name(), work.pair.key.origin());
      }
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

  /** What is in, or contains, something that a changed edge of the hierarchy concerns. */
  private void causeContained() {
    Map<TenantId, Ends> changed = new HashMap<>();
    for (int i = 0; i < pending.contents.size(); i++) {
      int content = pending.contents.get(i);
      TenantId tenant = nodes.tenant(content);
      if (!rules.derivations(tenant).isEmpty()) {
        changed.computeIfAbsent(tenant, none -> new Ends()).add(pending.containers.get(i), content);
      }
    }
    changed.forEach(
        (tenant, ends) ->
            containment
                .concernedBy(ends.containers, ends.contents)
                .forEach((int node) -> causeAt(tenant, node)));
  }

  private static final class Ends {
    private final RoaringBitmap containers = new RoaringBitmap();
    private final RoaringBitmap contents = new RoaringBitmap();

    void add(int container, int content) {
      containers.add(container);
      contents.add(content);
    }
  }

  private void causeAt(TenantId tenant, int node) {
    carried.eachReaching(node, pair -> cause(tenant, pair.key.name(), pair.key.origin()));
    ownNow(node).forEach(own -> cause(tenant, own.typeName(), own.origin()));
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
    Deriver.Derived derived = deriver.derive(rules.derivations(tenant).of(result), result, origin);
    boolean gone = derived.target().isEmpty();
    if (known == null && gone) {
      return;
    }
    Pair pair =
        known == null ? new Pair(tenant, key, derived.classification(), nodes.find(origin)) : known;
    Work work = new Work(pair);
    work.verdict = Work.Verdict.SET;
    work.classification = gone ? pair.classification : derived.classification();
    work.become(derived.target());
    if (work.changesAnything()) {
      works.put(key, work);
      cause(tenant, result, origin);
    }
  }

  private List<Classification> ownNow(int node) {
    List<Classification> staged = pending.own.get(node);
    return staged != null ? staged : carried.own(node);
  }

  /** Things as they will be once all is settled. */
  private final class Settled implements Deriver.World {
    @Override
    public RoaringBitmap reached(Pair.Key key) {
      Work work = works.get(key);
      if (work != null) {
        RoaringBitmap after = RoaringBitmap.or(work.pair.reached, work.added);
        after.andNot(work.removed);
        return after;
      }
      return carried.reached(key);
    }

    @Override
    public @Nullable Classification classification(Pair.Key key) {
      Work work = works.get(key);
      if (work != null) {
        return work.classification;
      }
      Pair pair = carried.pair(key);
      return pair == null ? null : pair.classification;
    }

    @Override
    public @Nullable Classification own(int node, String name) {
      for (Classification own : ownNow(node)) {
        if (own.typeName().equals(name)) {
          return own;
        }
      }
      return null;
    }
  }
}
