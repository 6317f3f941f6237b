package dev.lily.graph.lineage;

import com.carrotsearch.hppc.IntArrayList;
import dev.lily.graph.TenantId;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Guid;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.roaringbitmap.RoaringBitmap;

/** Computes what would come of a proposal; writes nothing, needs the lock of the index. */
final class Foresight {
  /** How many steps are taken before the rest is left out. */
  private static final long STEPS = 30_000_000;

  private final LineageIndex index;
  private final NodeTable nodes;
  private final EdgeTable edges;
  private final Carried carried;
  private final TenantId tenant;
  private final Overlay overlay;
  private final Foreseen foreseen;
  private Derivations derivations;
  private List<InheritanceEffect> inherited = List.of();
  private List<SeverityEffect> severity = List.of();
  private boolean severityComplete = true;
  private boolean inheritedComplete = true;
  private boolean edgesComplete = true;
  private long steps;

  Foresight(LineageIndex index, Carried carried, TenantId tenant) {
    this.index = index;
    this.nodes = index.nodes();
    this.edges = index.edges();
    this.carried = carried;
    this.tenant = tenant;
    this.overlay = new Overlay(index);
    this.foreseen = new Foreseen(nodes, carried);
    this.derivations = index.rules().derivations(tenant);
  }

  /** The effects by name; none where the proposal names what the index does not know. */
  List<Preview.Effect> of(Proposal proposal) {
    RuleBook proposed = new RuleBook(nodes);
    if (proposal instanceof Proposal.Classify classify) {
      classify(classify.classification());
    } else if (proposal instanceof Proposal.Declassify declassify) {
      declassify(declassify.asset(), declassify.name());
    } else if (proposal instanceof Proposal.Link link) {
      link(link);
    } else if (proposal instanceof Proposal.Cut cut) {
      cut(cut);
    } else if (proposal instanceof Proposal.Rules rules) {
      proposed.set(tenant, rules.rules());
      judge(proposed);
    } else if (proposal instanceof Proposal.Types types) {
      turn(types);
    }
    steps += new ForeseenDerivation(index, carried, tenant, overlay, foreseen).derive(derivations);
    List<Preview.Effect> effects = foreseen.effects();
    if (proposal instanceof Proposal.Rules rules) {
      Effort effort = new Effort(STEPS);
      severity =
          new Reweighing(nodes, carried, tenant, foreseen, effort)
              .of(index.rules().rules(tenant), proposed.rules(tenant));
      severityComplete = effort.isEnough();
      Repercussion repercussion = new Repercussion(index, tenant, overlay);
      inherited =
          repercussion.of(index.rules().rules(tenant).inheritances(), rules.rules().inheritances());
      inheritedComplete = repercussion.isComplete();
    }
    return effects;
  }

  /** Whether everything was looked at. */
  boolean isComplete() {
    return steps < STEPS && severityComplete && inheritedComplete && edgesComplete;
  }

  /** What changes about which values count, once the effects are known. */
  List<SeverityEffect> severity() {
    return severity;
  }

  /** What changes about other aspects, once the effects are known. */
  List<InheritanceEffect> inherited() {
    return inherited;
  }

  private void classify(Classification proposed) {
    int origin = nodes.find(proposed.origin());
    if (origin >= 0 && nodes.isDeleted(origin)) {
      return;
    }
    if (origin < 0) {
      foreseen.stranger(proposed.origin());
      foreseen.classified(proposed, new RoaringBitmap(), List.of());
      return;
    }
    RoaringBitmap reach =
        proposed.rules().propagate() ? reach(origin, proposed) : new RoaringBitmap();
    foreseen.classified(
        proposed,
        reach,
        new Reasons(index, origin, proposed, reach).stops(Foreseen.HELD_BACK_LIMIT + 1));
  }

  private void declassify(Guid asset, String name) {
    int node = nodes.find(asset);
    if (node >= 0 && carried.own(node).stream().anyMatch(own -> own.typeName().equals(name))) {
      foreseen.declassified(asset, name);
    }
  }

  private void link(Proposal.Link link) {
    LineageEdge edge = link.edge();
    foreseen.told(link.ends());
    int from = nodes.find(edge.from());
    int to = nodes.find(edge.to());
    if (from < 0 && to < 0) {
      return;
    }
    from = from < 0 ? foreseen.stranger(edge.from()) : from;
    to = to < 0 ? foreseen.stranger(edge.to()) : to;
    EdgeTraits traits =
        index
            .rules()
            .judged(tenant, from, to, EdgeTraits.of(edge), EdgeOrigin.of(edge), foreseen::facts);
    int known = foreseen.hasStranger() ? -1 : edges.find(from, to, edge.relationshipType());
    if (known < 0) {
      overlay.add(from, to, traits);
    } else if (!edges.traitsOf(known).equals(traits)) {
      overlay.change(known, traits);
    }
    rewire();
    hold(from, to, traits, EdgeOrigin.of(edge));
  }

  /** What the new edge would not let pass to its other end. */
  private void hold(int from, int to, EdgeTraits traits, EdgeOrigin origin) {
    concerned()
        .forEach(
            (key, classification) -> {
              RoaringBitmap reach = foreseen.reached(key).clone();
              reach.add(nodes.find(key.origin()));
              boolean outward = reach.contains(from);
              if (outward != reach.contains(to)
                  && traits.isWay(outward)
                  && !traits.passes(classification, outward)) {
                foreseen.hold(
                    key.name(),
                    new HeldBack(
                        traits.between(foreseen.guid(from), foreseen.guid(to), origin),
                        foreseen.guid(outward ? from : to),
                        foreseen.guid(outward ? to : from),
                        traits.heldBack(classification, outward)));
              }
            });
  }

  private void cut(Proposal.Cut cut) {
    int from = nodes.find(cut.from());
    int to = nodes.find(cut.to());
    int known = from < 0 || to < 0 ? -1 : edges.find(from, to, cut.relationshipType());
    if (known >= 0) {
      overlay.remove(known);
      rewire();
    }
  }

  private void judge(RuleBook proposed) {
    derivations = proposed.derivations(tenant);
    for (int edge = 0; edge < edges.limit(); edge++) {
      if (edges.exists(edge) && nodes.tenant(edges.from(edge)).equals(tenant)) {
        EdgeTraits now = edges.traitsOf(edge);
        EdgeTraits then =
            proposed.judged(tenant, edges.from(edge), edges.to(edge), now, edges.origin(edge));
        if (!then.equals(now)) {
          overlay.change(edge, then);
        }
      }
    }
    rewire();
    new RuleStops(index, carried, overlay, foreseen).hold();
  }

  private void turn(Proposal.Types types) {
    for (int edge = 0; edge < edges.limit(); edge++) {
      if (edges.exists(edge) && nodes.tenant(edges.from(edge)).equals(tenant)) {
        EdgeTraits now = edges.traitsOf(edge);
        EdgeTraits then = now.under(types);
        if (!then.equals(now)) {
          overlay.change(edge, then);
        }
      }
    }
    types.fresh().forEach(edge -> overlay.add(place(edge.from()), place(edge.to()), traits(edge)));
    rewire();
    if (isComplete()) {
      new RuleStops(index, carried, overlay, foreseen).hold();
      new TurnStops(nodes, edges, carried, overlay, foreseen).hold(concerned());
    }
    edgesComplete = types.whole();
  }

  private int place(Guid asset) {
    int known = index.nodeOf(tenant, asset);
    return known < 0 ? foreseen.stranger(asset) : known;
  }

  /** What rules would make of an edge that is not there yet. */
  private EdgeTraits traits(LineageEdge edge) {
    EdgeTraits plain = EdgeTraits.of(edge);
    int from = place(edge.from());
    int to = place(edge.to());
    return from < nodes.limit() && to < nodes.limit()
        ? index.rules().judged(tenant, from, to, plain, EdgeOrigin.of(edge))
        : plain;
  }

  private void rewire() {
    concerned()
        .forEach(
            (key, classification) -> {
              if (isComplete()) {
                foreseen.moved(
                    key, reach(nodes.find(key.origin()), classification), classification);
              }
            });
  }

  /** Every live classification that is at the end of an edge that differs. */
  private Map<Pair.Key, Classification> concerned() {
    Map<Pair.Key, Classification> concerned = new LinkedHashMap<>();
    overlay
        .ends()
        .forEach(
            (int end) -> {
              if (!nodes.isDeleted(end)) {
                carried.own(end).stream()
                    .filter(own -> own.rules().propagate())
                    .forEach(own -> concerned.put(Pair.Key.of(own), own));
                carried.eachReaching(
                    end,
                    pair -> {
                      if (!pair.frozen && !pair.key.derived()) {
                        concerned.put(pair.key, pair.classification);
                      }
                    });
              }
            });
    return concerned;
  }

  private RoaringBitmap reach(int origin, Classification classification) {
    RoaringBitmap reached = new RoaringBitmap();
    IntArrayList open = new IntArrayList();
    open.add(origin);
    for (int next = 0; next < open.size() && isComplete(); next++) {
      overlay.ways(
          open.get(next),
          way -> {
            steps++;
            if (way.traits().passes(classification, way.outward())
                && way.to() != origin
                && !nodes.isDeleted(way.to())
                && reached.checkedAdd(way.to())) {
              open.add(way.to());
            }
          });
    }
    return reached;
  }
}
