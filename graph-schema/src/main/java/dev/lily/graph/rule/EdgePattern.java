package dev.lily.graph.rule;

import org.jspecify.annotations.Nullable;

/**
 * Which edges; absent parts fit all. On a column edge {@code job} and {@code transformation} have
 * to fit the same transformation.
 *
 * @param job the qualifiedName of the process
 * @param source where a classification comes from; an edge that leads both ways stops it on the way
 *     on which this fits
 * @param target where it would go
 */
public record EdgePattern(
    @Nullable Glob relationshipType,
    @Nullable Glob job,
    @Nullable TransformationPattern transformation,
    @Nullable AssetPattern source,
    @Nullable AssetPattern target) {

  static final EdgePattern ANY = new EdgePattern(null, null, null, null, null);

  /** Whether no part of it says anything; that every name fits says nothing. */
  boolean fitsAll() {
    return (relationshipType == null || relationshipType.fitsAll())
        && (job == null || job.fitsAll())
        && (transformation == null
            || transformation.equals(new TransformationPattern(null, null, null)))
        && (source == null || source.fitsAll())
        && (target == null || target.fitsAll());
  }

  boolean asksAssets() {
    return source != null || target != null;
  }

  /** Whether the edge fits on this way, whichever job made it. */
  boolean matchesEdge(EdgeFacts edge) {
    return (relationshipType == null || relationshipType.matches(edge.relationshipType()))
        && (source == null || source.matches(edge.source().get()))
        && (target == null || target.matches(edge.target().get()));
  }

  /** Whether one of the ways data takes on the edge fits. */
  boolean matchesWay(Transformation way) {
    return (job == null || (!way.job().isEmpty() && job.matches(way.job())))
        && (transformation == null || transformation.matches(way));
  }
}
