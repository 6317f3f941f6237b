package dev.lily.graph.lineage;

import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.PropagateTags;
import dev.lily.graph.rule.AssetFacts;
import dev.lily.graph.rule.BlockRule;
import dev.lily.graph.rule.DerivationRule;
import dev.lily.graph.rule.EdgePattern;
import dev.lily.graph.rule.RuleCover;
import dev.lily.graph.rule.RuleSet;
import dev.lily.graph.rule.Transformation;
import dev.lily.graph.rule.TransformationPattern;
import dev.lily.graph.rule.TypeKin;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The rules of propagation written down as plainly as possible; recomputes everything. For one
 * thread.
 */
public final class Oracle {
  private record AssetState(List<Classification> own, boolean deleted, AssetFacts facts) {
    static final AssetState UNKNOWN = new AssetState(List.of(), false, new AssetFacts("", "", ""));
  }

  private record EdgeId(Guid from, Guid to, String type) {}

  private record Key(String name, Guid origin) {}

  private record Left(Classification classification, Set<Guid> assets) {}

  private final Map<Guid, AssetState> assets = new HashMap<>();
  private final Map<EdgeId, LineageEdge> edges = new LinkedHashMap<>();
  private final Map<Key, Left> left = new HashMap<>();
  private final IdentityHashMap<LineageEdge, Map<List<Object>, Boolean>> stopped =
      new IdentityHashMap<>();
  private RuleSet told = RuleSet.STANDARD;
  private RuleSet rules = told;
  private TypeKin kin = TypeKin.NONE;

  /**
   * Applies the changes of one position. What ends an asset counts first; what several that end
   * together had reached is what they had reached before.
   */
  public void apply(List<Op> together) {
    Map<Key, Set<Guid>> reached = reachedBefore(together);
    List<Op> ordered = new ArrayList<>(together);
    ordered.sort(Comparator.comparing(op -> !(op instanceof Op.PutAsset put && put.deleted())));
    ordered.forEach(op -> apply(op, reached));
    together.stream()
        .filter(Op.RemoveAsset.class::isInstance)
        .map(op -> ((Op.RemoveAsset) op).asset())
        .forEach(gone -> left.values().forEach(remaining -> remaining.assets().remove(gone)));
    stopped.clear();
  }

  private Map<Key, Set<Guid>> reachedBefore(List<Op> together) {
    Map<Key, Set<Guid>> reached = new HashMap<>();
    for (Op op : together) {
      ended(op)
          .ifPresent(
              guid ->
                  state(guid)
                      .own()
                      .forEach(
                          own -> reached.put(new Key(own.typeName(), guid), reach(guid, own))));
    }
    return reached;
  }

  private static Optional<Guid> ended(Op op) {
    if (op instanceof Op.RemoveAsset gone) {
      return Optional.of(gone.asset());
    }
    return op instanceof Op.PutAsset put && put.deleted()
        ? Optional.of(put.asset().guid())
        : Optional.empty();
  }

  private void apply(Op op, Map<Key, Set<Guid>> reached) {
    if (op instanceof Op.PutAsset put) {
      putAsset(put.asset().guid(), new AssetState(put.own(), put.deleted(), facts(put)), reached);
    } else if (op instanceof Op.PutEdge put) {
      LineageEdge edge = put.edge();
      edges.put(new EdgeId(edge.from(), edge.to(), edge.relationshipType()), edge);
    } else if (op instanceof Op.RemoveEdge remove) {
      edges.remove(new EdgeId(remove.from(), remove.to(), remove.relationshipType()));
    } else if (op instanceof Op.RemoveAsset remove) {
      removeAsset(remove.asset(), reached);
    } else if (op instanceof Op.Remain remain) {
      remain(remain);
    } else if (op instanceof Op.Release release) {
      Optional.ofNullable(left.get(new Key(release.name(), release.origin())))
          .ifPresent(remaining -> remaining.assets().remove(release.asset()));
    } else if (op instanceof Op.PutRules put) {
      told = put.rules();
      rules = RuleCover.of(told, kin);
    } else if (op instanceof Op.PutTypes put) {
      kin = put.kin();
      rules = RuleCover.of(told, kin);
    }
  }

  private void putAsset(Guid guid, AssetState now, Map<Key, Set<Guid>> reached) {
    AssetState was = state(guid);
    for (Classification old : was.own()) {
      if (now.own().stream().noneMatch(each -> each.typeName().equals(old.typeName()))) {
        left.remove(new Key(old.typeName(), guid));
      }
    }
    for (Classification each : now.own()) {
      Key key = new Key(each.typeName(), guid);
      if (!now.deleted() || !outlives(each)) {
        left.remove(key);
      } else if (!was.deleted() && reached.containsKey(key)) {
        left.put(key, new Left(each, reached.get(key)));
      }
      left.computeIfPresent(key, (same, old) -> new Left(each, old.assets()));
    }
    assets.put(guid, now);
  }

  private void removeAsset(Guid guid, Map<Key, Set<Guid>> reached) {
    AssetState was = state(guid);
    for (Classification each : was.own()) {
      Key key = new Key(each.typeName(), guid);
      if (!outlives(each)) {
        left.remove(key);
      } else if (!was.deleted()) {
        left.put(key, new Left(each, reached.getOrDefault(key, new HashSet<>())));
      }
    }
    assets.remove(guid);
    edges.values().removeIf(edge -> edge.from().equals(guid) || edge.to().equals(guid));
  }

  private void remain(Op.Remain remain) {
    Classification classification = remain.classification();
    Guid origin = classification.origin();
    for (Classification own : state(origin).own()) {
      if (own.typeName().equals(classification.typeName())) {
        if (!state(origin).deleted() || !outlives(own)) {
          return;
        }
        classification = own;
      }
    }
    Set<Guid> members = new HashSet<>(remain.assets());
    members.remove(origin);
    left.put(new Key(classification.typeName(), origin), new Left(classification, members));
  }

  private static boolean outlives(Classification classification) {
    return classification.rules().propagate()
        && !classification.rules().removePropagationsOnEntityDelete();
  }

  /** What the assets carry, own classifications first, then by name and origin. */
  public Map<Guid, List<Classification>> effective(List<Guid> universe) {
    Map<Guid, List<Classification>> reaching = new HashMap<>();
    universe.forEach(guid -> reaching.put(guid, new ArrayList<>()));
    left.values()
        .forEach(each -> each.assets().forEach(at -> reaching.get(at).add(each.classification())));
    assets.forEach(
        (origin, state) ->
            state.own().stream()
                .filter(own -> !state.deleted())
                .forEach(own -> reach(origin, own).forEach(at -> reaching.get(at).add(own))));
    derive(reaching);
    reaching.forEach(
        (guid, list) -> {
          list.sort(
              Comparator.comparing(Classification::typeName).thenComparing(Classification::origin));
          list.addAll(0, state(guid).own());
        });
    return reaching;
  }

  private static AssetFacts facts(Op.PutAsset put) {
    return new AssetFacts(
        put.asset().key().typeName(), put.asset().key().qualifiedName(), put.certificate());
  }

  /**
   * Until nothing new comes: whoever contains (or is in) a carrier of a base carries the result.
   */
  private void derive(Map<Guid, List<Classification>> reaching) {
    List<DerivationRule> derivations = rules.derivations();
    Map<Guid, List<Classification>> travelled = new HashMap<>();
    reaching.forEach((guid, list) -> travelled.put(guid, List.copyOf(list)));
    boolean grown = true;
    while (grown) {
      grown = false;
      for (DerivationRule rule : derivations) {
        for (Guid carrier : List.copyOf(reaching.keySet())) {
          for (Classification cause : carried(reaching, carrier)) {
            boolean derived = !travelled.get(carrier).contains(cause) && !cause.isOwnOf(carrier);
            if (rule.classifications().contains(cause.typeName())
                && !(derived && cause.typeName().equals(rule.as()))) {
              grown |= derive(rule, cause, Set.of(carrier), rule.levels(), reaching);
            }
          }
        }
      }
    }
    new DerivedPeriods(derivations, travelled, guid -> state(guid).own(), this::living)
        .put(reaching);
  }

  private List<Classification> living(Guid guid) {
    return state(guid).deleted() ? List.of() : state(guid).own();
  }

  private List<Classification> carried(Map<Guid, List<Classification>> reaching, Guid guid) {
    List<Classification> carried = new ArrayList<>(reaching.get(guid));
    carried.addAll(living(guid));
    return carried;
  }

  private boolean derive(
      DerivationRule rule,
      Classification cause,
      Set<Guid> from,
      int levels,
      Map<Guid, List<Classification>> reaching) {
    Set<Guid> next = new HashSet<>();
    for (LineageEdge edge : edges.values()) {
      Guid start = rule.isUpward() ? edge.to() : edge.from();
      Guid end = rule.isUpward() ? edge.from() : edge.to();
      if (edge.kind() == EdgeKind.HIERARCHY && from.contains(start) && !state(end).deleted()) {
        next.add(end);
      }
    }
    boolean grown = false;
    Classification result =
        new Classification(
            rule.as(), cause.origin(), values(rule, cause), Classification.Rules.STAY, List.of());
    for (Guid guid : next) {
      boolean fits =
          !guid.equals(cause.origin())
              && (rule.target() == null || rule.target().matches(facts(guid)));
      boolean has =
          reaching.get(guid).stream()
              .anyMatch(
                  each ->
                      each.typeName().equals(rule.as()) && each.origin().equals(cause.origin()));
      if (fits && !has) {
        grown = true;
        reaching.get(guid).add(result);
      }
    }
    return levels > 1 && !next.isEmpty()
        ? derive(rule, cause, next, levels - 1, reaching) || grown
        : grown;
  }

  /** What is derived from the same classification has its values. */
  private Map<String, Object> values(DerivationRule rule, Classification cause) {
    boolean same =
        rules.derivations().stream()
            .anyMatch(
                each -> each.as().equals(rule.as()) && each.classifications().contains(rule.as()));
    Key key = new Key(rule.as(), cause.origin());
    Optional<Classification> real =
        left.containsKey(key)
            ? Optional.of(left.get(key))
                .filter(l -> !l.assets().isEmpty())
                .map(Left::classification)
            : state(cause.origin()).own().stream()
                .filter(own -> own.typeName().equals(rule.as()))
                .filter(own -> !state(cause.origin()).deleted())
                .findFirst();
    return same ? real.map(Classification::attributes).orElse(Map.of()) : Map.of();
  }

  /** Each way by itself, each rule by itself. */
  private boolean isStoppedByRule(LineageEdge edge, String name, PropagateTags direction) {
    boolean outward = direction == PropagateTags.ONE_TO_TWO;
    AssetFacts source = facts(outward ? edge.from() : edge.to());
    AssetFacts target = facts(outward ? edge.to() : edge.from());
    List<Transformation> ways = new ArrayList<>(edge.transformations());
    if (ways.isEmpty()) {
      Guid process =
          switch (edge.processEnd()) {
            case NONE -> null;
            case FROM -> edge.from();
            case TO -> edge.to();
          };
      ways.add(Transformation.by(process == null ? "" : state(process).facts().qualifiedName()));
    }
    return ways.stream()
        .allMatch(
            way ->
                rules.blocks().stream()
                    .anyMatch(block -> stops(block, edge, way, source, target, name)));
  }

  private static boolean stops(
      BlockRule block,
      LineageEdge edge,
      Transformation way,
      AssetFacts source,
      AssetFacts target,
      String name) {
    EdgePattern where = block.where();
    TransformationPattern pattern = where.transformation();
    boolean said = way.masking() || !way.type().isEmpty();
    return (block.classifications().isEmpty() || block.classifications().contains(name))
        && (where.relationshipType() == null
            || where.relationshipType().matches(edge.relationshipType()))
        && (where.source() == null || where.source().matches(source))
        && (where.target() == null || where.target().matches(target))
        && (where.job() == null || (!way.job().isEmpty() && where.job().matches(way.job())))
        && (pattern == null
            || (said
                && (pattern.type() == null || pattern.type().equals(way.type()))
                && (pattern.masking() == null || pattern.masking() == way.masking())));
  }

  private Set<Guid> reach(Guid origin, Classification classification) {
    Set<Guid> reached = new HashSet<>();
    Deque<Guid> open = new ArrayDeque<>(List.of(origin));
    while (classification.rules().propagate() && !open.isEmpty()) {
      Guid at = open.removeFirst();
      for (LineageEdge edge : edges.values()) {
        if (edge.from().equals(at) && passes(edge, classification, PropagateTags.ONE_TO_TWO)) {
          visit(edge.to(), origin, reached, open);
        }
        if (edge.to().equals(at) && passes(edge, classification, PropagateTags.TWO_TO_ONE)) {
          visit(edge.from(), origin, reached, open);
        }
      }
    }
    return reached;
  }

  private void visit(Guid next, Guid origin, Set<Guid> reached, Deque<Guid> open) {
    if (!next.equals(origin) && !state(next).deleted() && reached.add(next)) {
      open.addLast(next);
    }
  }

  private static boolean leads(LineageEdge edge, PropagateTags direction) {
    return edge.propagateTags() == direction || edge.propagateTags() == PropagateTags.BOTH;
  }

  private boolean passes(LineageEdge edge, Classification classification, PropagateTags way) {
    Classification.Rules travel = classification.rules();
    boolean lineage =
        edge.kind() == EdgeKind.COLUMN_LINEAGE || edge.kind() == EdgeKind.DATASET_LINEAGE;
    boolean restricted =
        lineage
            ? travel.restrictPropagationThroughLineage()
            : travel.restrictPropagationThroughHierarchy();
    String name = classification.typeName();
    return leads(edge, way)
        && !stopped
            .computeIfAbsent(edge, unknown -> new HashMap<>())
            .computeIfAbsent(List.of(name, way), unknown -> isStoppedByRule(edge, name, way))
        && !edge.stopped()
        && !restricted
        && !edge.blocked().contains(name)
        && !edge.blocked().contains(name + "@" + classification.origin());
  }

  private AssetFacts facts(Guid guid) {
    AssetFacts plain = state(guid).facts();
    return new AssetFacts(
        plain.typeName(),
        kin.superTypes().getOrDefault(plain.typeName(), Set.of()),
        plain.qualifiedName(),
        plain.certificate());
  }

  private AssetState state(Guid guid) {
    return assets.getOrDefault(guid, AssetState.UNKNOWN);
  }
}
