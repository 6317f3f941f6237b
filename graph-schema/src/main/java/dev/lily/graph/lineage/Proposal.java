package dev.lily.graph.lineage;

import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.PropagateTags;
import dev.lily.graph.rule.AssetFacts;
import dev.lily.graph.rule.RuleSet;
import java.util.List;
import java.util.Map;

/** A change that somebody considers but has not made. */
public sealed interface Proposal {
  /** Every asset that it names. */
  List<Guid> assets();

  /** To put a classification on its origin, or to give the one there other rules. */
  record Classify(Classification classification) implements Proposal {
    @Override
    public List<Guid> assets() {
      return List.of(classification.origin());
    }
  }

  /** To take an asset's own classification away. */
  record Declassify(Guid asset, String name) implements Proposal {
    @Override
    public List<Guid> assets() {
      return List.of(asset);
    }
  }

  /**
   * To add an edge, or to give a known one other traits.
   *
   * @param ends what rules may ask about assets that the index may not know yet
   */
  record Link(LineageEdge edge, Map<Guid, AssetFacts> ends) implements Proposal {
    public Link {
      ends = Map.copyOf(ends);
    }

    /** Between assets that the index knows. */
    public Link(LineageEdge edge) {
      this(edge, Map.of());
    }

    @Override
    public List<Guid> assets() {
      return List.of(edge.from(), edge.to());
    }
  }

  /** To have other rules. */
  record Rules(RuleSet rules) implements Proposal {
    @Override
    public List<Guid> assets() {
      return List.of();
    }
  }

  /**
   * That relationship types have another propagateTags.
   *
   * @param turns by relationship type
   * @param fresh edges that the index does not have, because nothing travels along them now
   * @param whole whether those are all
   */
  record Types(Map<String, Turn> turns, List<LineageEdge> fresh, boolean whole)
      implements Proposal {
    public Types {
      turns = Map.copyOf(turns);
      fresh = List.copyOf(fresh);
    }

    @Override
    public List<Guid> assets() {
      return List.of();
    }
  }

  /** From one propagateTags to another, both as an edge of the index has them. */
  record Turn(PropagateTags now, PropagateTags then) {}

  /** To take an edge away. */
  record Cut(Guid from, Guid to, String relationshipType) implements Proposal {
    @Override
    public List<Guid> assets() {
      return List.of(from, to);
    }
  }
}
