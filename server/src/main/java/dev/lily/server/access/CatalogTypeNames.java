package dev.lily.server.access;

import dev.lily.graph.TypeCatalog;
import dev.lily.graph.type.ClassificationType;
import dev.lily.graph.type.EntityType;
import dev.lily.policy.access.TypeNames;
import java.util.Set;

/** The type system as it is now. */
public record CatalogTypeNames(TypeCatalog types) implements TypeNames {

  @Override
  public Set<String> aboveEntity(String name) {
    return types.types().findEntityType(name).map(EntityType::allSuperTypes).orElse(Set.of());
  }

  @Override
  public Set<String> aboveClassification(String name) {
    return types
        .types()
        .findClassificationType(name)
        .map(ClassificationType::allSuperTypes)
        .orElse(Set.of());
  }
}
