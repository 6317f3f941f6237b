package dev.lily.server.atlas;

import dev.lily.graph.AssetReader;
import dev.lily.graph.Catalog;
import dev.lily.graph.RelationshipCatalog;
import dev.lily.graph.TypeCatalog;
import dev.lily.graph.lineage.ClassificationIndex;
import dev.lily.graph.sight.AssetGuards;
import dev.lily.graph.store.AssetSearch;

/**
 * What the Atlas API works with.
 *
 * @param catalog as callers get to see it, like the reader
 * @param createShells whether a reference to an entity that is not there makes a shell of it, as
 *     Atlas's {@code atlas.create.shell.entity.for.non-existing.ref}; else it is refused
 */
public record AtlasServices(
    Catalog catalog,
    RelationshipCatalog relationships,
    AssetReader reader,
    TypeCatalog types,
    AssetSearch search,
    ClassificationIndex classifications,
    AssetGuards guards,
    PositionWait written,
    TypeEffects typeEffects,
    AtlasLimits limits,
    boolean createShells) {}
