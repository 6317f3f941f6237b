package dev.lily.graph.sight;

import dev.lily.graph.Catalog;
import dev.lily.graph.RequestContext;
import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.AssetRef;
import dev.lily.graph.asset.AssetView;
import dev.lily.graph.asset.AssetView.Related;
import dev.lily.graph.asset.Relationship;
import dev.lily.graph.store.GraphCatalog;
import dev.lily.graph.type.RelationshipType;
import dev.lily.graph.type.TypeRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The relationships that a caller sees: both ends are seen, and lineage only where it is shown. */
final class ShownRelationships {
  private static final String TRANSFORMATIONS = "transformations";
  private static final String JOB = "job";

  private final Catalog catalog;
  private final TypeRegistry types;
  private final RequestContext context;
  private final IndexSight sight;
  private final Map<String, Boolean> jobs = new HashMap<>();

  ShownRelationships(GraphCatalog catalog, RequestContext context, IndexSight sight) {
    this.catalog = catalog;
    this.types = catalog.types().types();
    this.context = context;
    this.sight = sight;
  }

  /** The asset without what is not seen of it; empty where it is not seen itself. */
  Optional<AssetView> shown(AssetView view) {
    if (sight.guard().seesEverything()) {
      return Optional.of(view);
    }
    Asset asset = view.asset();
    Sight seen = sight.of(asset);
    if (!seen.isVisible()) {
      return Optional.empty();
    }
    List<Related> related = new ArrayList<>();
    for (Related one : view.related()) {
      if (isShown(one.relationship().typeName(), seen, sight.of(one.other()))) {
        related.add(
            new Related(
                cleared(one.relationship()), one.other(), one.otherStatus(), one.displayText()));
      }
    }
    return Optional.of(new AssetView(seen.redaction().of(asset), related));
  }

  Optional<Relationship> shown(Relationship edge) {
    if (sight.guard().seesEverything()) {
      return Optional.of(edge);
    }
    return isShown(edge.typeName(), at(edge.end1()), at(edge.end2()))
        ? Optional.of(cleared(edge))
        : Optional.empty();
  }

  private Sight at(AssetRef end) {
    return catalog.find(context, end.guid()).map(sight::of).orElse(Sight.HIDDEN);
  }

  private boolean isShown(String type, Sight one, Sight other) {
    return one.isVisible()
        && other.isVisible()
        && ((one.showsLineage() && other.showsLineage()) || !isLineage(type));
  }

  private boolean isLineage(String type) {
    return types.findRelationshipType(type).filter(RelationshipType::isLineage).isPresent();
  }

  /** A column edge names the jobs that made it, and any edge the origins that it blocks. */
  private Relationship cleared(Relationship edge) {
    Map<String, @Nullable Object> attributes = edge.attributes();
    if (attributes.get(TRANSFORMATIONS) instanceof List<?> all) {
      attributes = new LinkedHashMap<>(attributes);
      attributes.put(TRANSFORMATIONS, all.stream().map(this::cleared).toList());
    }
    return new Relationship(
        edge.guid(),
        edge.typeName(),
        edge.end1(),
        edge.end2(),
        edge.status(),
        edge.propagateTags(),
        sight.shownBlocks(edge.blockedPropagatedClassifications()),
        attributes,
        edge.audit());
  }

  private Object cleared(Object transformation) {
    if (!(transformation instanceof Map<?, ?> fields)) {
      return transformation;
    }
    Map<Object, @Nullable Object> kept = new LinkedHashMap<>();
    fields.forEach(
        (name, value) -> {
          if (value instanceof Map<?, ?> inner) {
            kept.put(name, cleared(inner));
          } else if (!JOB.equals(name) || value == null || seesJob(value.toString())) {
            kept.put(name, value);
          }
        });
    return kept;
  }

  private boolean seesJob(String qualifiedName) {
    return jobs.computeIfAbsent(
        qualifiedName,
        name ->
            catalog
                .find(context, new AssetKey("Process", name))
                .map(job -> sight.of(job).isVisible())
                .orElse(false));
  }
}
