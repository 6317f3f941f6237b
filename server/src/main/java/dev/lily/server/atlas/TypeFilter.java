package dev.lily.server.atlas;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.type.ClassificationType;
import dev.lily.graph.type.EntityType;
import dev.lily.graph.type.TypeCategory;
import dev.lily.graph.type.TypeDef;
import dev.lily.graph.type.TypeRegistry;
import dev.lily.server.http.ApiRequest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Which type definitions are asked for: the query parameters of Atlas's SearchFilter. */
record TypeFilter(
    Optional<TypeCategory> category,
    List<String> names,
    List<String> notNames,
    List<String> superTypes,
    List<String> notSuperTypes,
    List<String> serviceTypes,
    List<String> notServiceTypes) {

  static TypeFilter of(ApiRequest request) {
    return new TypeFilter(
        request.query("type").filter(type -> !type.isBlank()).map(TypeFilter::categoryOf),
        request.queries("name"),
        request.queries("notname"),
        request.queries("supertype"),
        request.queries("notsupertype"),
        request.queries("servicetype"),
        request.queries("notservicetype"));
  }

  boolean accepts(TypeRegistry types, TypeDef def) {
    Set<String> supers = superTypesOf(types, def);
    return category.map(wanted -> wanted == def.category()).orElse(true)
        && (names.isEmpty() || names.contains(def.name()))
        && !notNames.contains(def.name())
        && (serviceTypes.isEmpty() || serviceTypes.contains(def.head().serviceType()))
        && !notServiceTypes.contains(def.head().serviceType())
        && supers.containsAll(superTypes)
        && notSuperTypes.stream().noneMatch(supers::contains);
  }

  private static Set<String> superTypesOf(TypeRegistry types, TypeDef def) {
    return types
        .findEntityType(def.name())
        .map(EntityType::allSuperTypes)
        .or(() -> types.findClassificationType(def.name()).map(ClassificationType::allSuperTypes))
        .orElse(Set.of());
  }

  private static TypeCategory categoryOf(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "enum" -> TypeCategory.ENUM;
      case "struct" -> TypeCategory.STRUCT;
      case "classification", "trait" -> TypeCategory.CLASSIFICATION;
      case "entity", "class" -> TypeCategory.ENTITY;
      case "relationship" -> TypeCategory.RELATIONSHIP;
      case "business_metadata", "businessmetadata" -> TypeCategory.BUSINESS_METADATA;
      default ->
          throw new CatalogException(
              ErrorCode.TYPE_CATEGORY_INVALID, "Type Category " + text + " is invalid");
    };
  }

  /** The path segment of a category, like {@code businessmetadatadef}. */
  static String pathOf(TypeCategory category) {
    return category.name().toLowerCase(Locale.ROOT).replace("_", "") + "def";
  }
}
