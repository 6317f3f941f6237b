package dev.lily.graph.lineage;

import dev.lily.graph.EffectiveClassifications;
import dev.lily.graph.TenantId;
import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.AssetRef;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.rule.InheritRule;
import dev.lily.graph.rule.RuleSet;
import dev.lily.graph.sight.AssetGuard;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import org.roaringbitmap.RoaringBitmap;

/**
 * The lineage index and the classifications that travel on it: takes in changes of the catalog,
 * answers what holds where, and why.
 *
 * <p>What an asset carries is what was put on it and every propagating classification that reaches
 * it from an active origin: over edges in the directions they allow, not over stopped edges, not
 * over edges that block its name, not over lineage or hierarchy where its own rules restrict that,
 * and neither into nor through deleted assets. What the origin of a classification with {@code
 * removePropagationsOnEntityDelete = false} had reached when it was deleted or purged stays as it
 * is. The answers always equal a full computation.
 *
 * <p>Any thread may ask; {@link #apply} is called by one thread at a time (others wait).
 */
public final class ClassificationIndex implements EffectiveClassifications {
  private static final int FREE_EFFORT = 1000;

  private final LineageIndex index = new LineageIndex();
  private final Carried carried = new Carried();
  private final Propagation propagation;
  private final PositionGate gate = new PositionGate();
  private final List<Consumer<Change>> listeners = new CopyOnWriteArrayList<>();

  public ClassificationIndex() {
    this(FREE_EFFORT);
  }

  /** An index that tells by the clock when it took changes in. */
  public ClassificationIndex(Clock clock) {
    this(FREE_EFFORT, clock);
  }

  ClassificationIndex(int freeEffort) {
    this(freeEffort, Clock.systemUTC());
  }

  private ClassificationIndex(int freeEffort, Clock clock) {
    propagation = new Propagation(index, carried, freeEffort, clock);
  }

  /** The edges and assets by themselves. */
  public LineageIndex lineage() {
    return index;
  }

  /**
   * Takes in changes, oldest first, and tells the listeners once per tenant. Changes of one
   * position belong together: an asset may lose its relationships before or after it is deleted.
   * What a listener throws reaches the caller when the batch is already taken in.
   *
   * @return what changed about propagated classifications
   * @throws IllegalArgumentException if a change names an asset of another tenant; nothing of the
   *     batch is taken in then
   */
  public Delta apply(List<Op> changes) {
    if (changes.isEmpty()) {
      return new Delta(position(), List.of());
    }
    synchronized (propagation) {
      changes.forEach(this::checkTenant);
      Propagation.Outcome outcome = propagation.takeIn(changes);
      try {
        outcome.changes().forEach(this::tell);
      } finally {
        // Whoever waits for the position asks those who decide, so they come first.
        gate.advance(outcome.delta().position());
      }
      return outcome.delta();
    }
  }

  private void tell(Change change) {
    listeners.forEach(listener -> listener.accept(change));
  }

  /** Says that the change log holds nothing of interest up to this position. */
  public void advance(long position) {
    gate.advance(position);
  }

  /** Waits until the position is taken in; false if that takes longer than the timeout. */
  public boolean awaitPosition(long position, Duration timeout) throws InterruptedException {
    return gate.await(position, timeout);
  }

  @Override
  public List<Classification> of(TenantId tenant, AssetKey asset) {
    return index.lookUp(
        () -> {
          int node = index.nodes().find(tenant, asset);
          return node < 0
              ? List.of()
              : index.rules().rules(tenant).mostSevere(carried.effective(node));
        });
  }

  /** The id of a rule, of any tenant, that names the classification; empty where none does. */
  public Optional<String> ruleNaming(String classification) {
    return index.rules().naming(classification);
  }

  /** The rules of the tenant as the index follows them. */
  public RuleSet rules(TenantId tenant) {
    return index.rules().rules(tenant);
  }

  /** The classifications of the asset, own ones first; empty for an unknown or plain asset. */
  public List<Classification> of(TenantId tenant, Guid asset) {
    return index.lookUp(
        () -> {
          int node = index.nodeOf(tenant, asset);
          return node < 0 ? List.of() : carried.effective(node);
        });
  }

  /** Whether the asset carries a classification of this name, its own or another's. */
  public boolean carries(TenantId tenant, AssetKey asset, String name) {
    return index.lookUp(
        () -> {
          int node = index.nodes().find(tenant, asset);
          return node >= 0 && carried.carries(node, name);
        });
  }

  @Override
  public List<AssetRef> classified(TenantId tenant) {
    return index.walk(() -> refs(tenant, carried.classified()));
  }

  /** Every asset of the tenant that carries a classification of this name, in no order. */
  public List<AssetRef> classified(TenantId tenant, String name) {
    return index.walk(() -> refs(tenant, carried.carrying(name)));
  }

  /** How many assets of all tenants carry anything. */
  public int classifiedCount() {
    return index.lookUp(() -> carried.classified().getCardinality());
  }

  private List<AssetRef> refs(TenantId tenant, RoaringBitmap members) {
    List<AssetRef> refs = new ArrayList<>();
    members.forEach(
        (int node) -> {
          if (index.nodes().tenant(node).equals(tenant)) {
            index.nodes().ref(node).ifPresent(refs::add);
          }
        });
    return refs;
  }

  /**
   * A shortest way by which the classification came from its origin, edge by edge; empty if the
   * asset does not carry it, or carries what a deleted origin left.
   */
  public Optional<List<LineageEdge>> shortestPath(
      TenantId tenant, Guid origin, Guid asset, String name) {
    return index.walk(
        () -> {
          int node = index.nodeOf(tenant, asset);
          return node < 0
              ? Optional.empty()
              : paths(tenant).shortest(index.nodeOf(tenant, origin), node, name);
        });
  }

  /**
   * Where a classification of the asset comes from, and what kept it out; empty for an asset that
   * the index does not know. Costs one walk over what leads to the asset.
   */
  public Optional<Why> why(TenantId tenant, Guid asset, String name, Why.Limits limits) {
    return index.walk(
        () ->
            Optional.of(index.nodeOf(tenant, asset))
                .filter(node -> node >= 0)
                .map(node -> new Inquiry(index, carried, name, limits).about(node, position())));
  }

  /** Where the classification did not travel on although an edge leads there, up to a limit. */
  public List<HeldBack> stops(TenantId tenant, Guid origin, String name, int limit) {
    return index.walk(
        () ->
            paths(tenant)
                .reasons(index.nodeOf(tenant, origin), name)
                .map(reasons -> reasons.stops(limit))
                .orElse(List.of()));
  }

  /**
   * What would change if the proposal were made; nothing is written. Costs a walk over what each
   * concerned classification reaches.
   *
   * @throws IllegalArgumentException if the proposal names an asset of another tenant
   */
  public Preview preview(TenantId tenant, Proposal proposal) {
    return index.walk(
        () -> {
          proposal.assets().forEach(asset -> checkTenant(tenant, asset));
          Foresight foresight = new Foresight(index, carried, tenant);
          List<Preview.Effect> effects = foresight.of(proposal);
          return new Preview(
              position(),
              foresight.isComplete(),
              effects,
              foresight.severity(),
              foresight.inherited());
        });
  }

  /**
   * From where the asset has, or could have, values by rules; no aspects for an asset that the
   * index does not know. Bounded to a million edges.
   *
   * @param aspect only this one
   * @param limit of the sources that are told of each rule
   */
  public Inherited inherited(TenantId tenant, Guid asset, Optional<String> aspect, int limit) {
    return index.walk(
        () -> {
          int node = index.nodeOf(tenant, asset);
          Inheritance inheritance = new Inheritance(index, Inheritance.EFFORT);
          List<Inherited.OfAspect> aspects = new ArrayList<>();
          if (node >= 0) {
            inheritances(tenant, aspect)
                .forEach((name, rules) -> aspects.add(inheritance.of(node, name, rules, limit)));
          }
          return new Inherited(position(), aspects);
        });
  }

  /**
   * Which assets have the asset's values by rules. Bounded to a million edges.
   *
   * @param aspect only this one
   * @param limit of the targets that are told of each rule
   */
  public Inheritors inheritors(TenantId tenant, Guid asset, Optional<String> aspect, int limit) {
    return index.walk(
        () -> {
          int node = index.nodeOf(tenant, asset);
          Inheritance inheritance = new Inheritance(index, Inheritance.EFFORT);
          List<Inheritors.ByRule> by = new ArrayList<>();
          inheritances(tenant, aspect)
              .forEach(
                  (name, rules) ->
                      rules.stream()
                          .filter(rule -> node >= 0 && inheritance.mayGive(node, rule))
                          .forEach(rule -> by.add(inheritance.targets(node, rule, rules, limit))));
          return new Inheritors(position(), by);
        });
  }

  private Map<String, List<InheritRule>> inheritances(TenantId tenant, Optional<String> aspect) {
    return Inheritance.byAspect(
        index.rules().rules(tenant).inheritances().stream()
            .filter(rule -> aspect.isEmpty() || rule.aspect().equals(aspect.get()))
            .toList());
  }

  private Paths paths(TenantId tenant) {
    return new Paths(index, carried, tenant);
  }

  /**
   * Reads the tenant's part as it is at one moment. Changes wait meanwhile: the reading is bounded
   * by its own limits, and keeps neither the view nor its numbers.
   */
  public <T> T read(TenantId tenant, Function<LineageView, T> reading) {
    return read(tenant, AssetGuard.OPEN, reading);
  }

  /** The same as somebody sees it: what is hidden from them is not in the view. */
  public <T> T read(TenantId tenant, AssetGuard guard, Function<LineageView, T> reading) {
    return index.walk(
        () -> reading.apply(new LineageView(tenant, index, carried, guard, position())));
  }

  /** Writes all that is known; whoever brings changes waits meanwhile, whoever asks does not. */
  void save(BlockWriter out) throws IOException {
    synchronized (propagation) {
      index.nodes().save(out);
      index.edges().save(out);
      index.rules().save(out);
      carried.save(out);
    }
  }

  /** Reads what {@link #save} wrote; nothing may be known yet. */
  void load(BlockReader in, long position) throws IOException {
    synchronized (propagation) {
      index.nodes().load(in);
      index.edges().load(in);
      index.rules().load(in);
      carried.load(in);
      gate.advance(position);
    }
  }

  @Override
  public long position() {
    return gate.position();
  }

  @Override
  public void onChange(Consumer<Change> listener) {
    listeners.add(listener);
  }

  private void checkTenant(Op change) {
    if (change instanceof Op.PutAsset put) {
      checkTenant(put.at().tenant(), put.asset().guid());
    } else if (change instanceof Op.PutEdge put) {
      checkTenant(put.at().tenant(), put.edge().from());
      checkTenant(put.at().tenant(), put.edge().to());
    } else if (change instanceof Op.Release release) {
      checkTenant(release.at().tenant(), release.asset());
    } else if (change instanceof Op.Remain remain) {
      remain.assets().forEach(asset -> checkTenant(remain.at().tenant(), asset));
    }
  }

  private void checkTenant(TenantId tenant, Guid asset) {
    int node = index.nodes().find(asset);
    if (node >= 0 && !index.nodes().tenant(node).equals(tenant)) {
      throw new IllegalArgumentException(
          "asset " + asset + " belongs to another tenant than '" + tenant + "'");
    }
  }
}
