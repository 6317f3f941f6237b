package dev.lily.server.atlas;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.search.AttributeFilter;
import dev.lily.graph.search.SearchQuery;
import dev.lily.graph.type.ClassificationType;
import dev.lily.graph.type.EntityType;
import dev.lily.graph.type.TypeRegistry;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Turns what Atlas's clients ask into a query of the catalog. */
final class SearchPlan {
  private static final String ALL_ENTITIES = "_ALL_ENTITY_TYPES";
  private static final Set<String> ANY_CLASSIFICATION =
      Set.of("*", "_CLASSIFIED", "_ALL_CLASSIFICATION_TYPES");
  private static final String NOT_CLASSIFIED = "_NOT_CLASSIFIED";

  private final TypeRegistry types;

  SearchPlan(TypeRegistry types) {
    this.types = types;
  }

  /** Whether entities without any classification are asked for. */
  static boolean isUnclassified(SearchParameters parameters) {
    return parameters.classification().equals(NOT_CLASSIFIED);
  }

  SearchQuery query(SearchParameters parameters, int offset, int limit) {
    Set<String> typeNames = typeNames(parameters);
    return new SearchQuery(
        typeNames,
        classifications(parameters),
        text(parameters.query()),
        parameters.entityFilters().map(json -> entityFilter(parameters, json)),
        parameters.tagFilters().map(json -> tagFilter(parameters, json)),
        parameters.excludeDeleted(),
        sort(parameters),
        offset,
        limit);
  }

  private static String text(String query) {
    return query.equals("*") ? "" : query;
  }

  private Set<String> typeNames(SearchParameters parameters) {
    if (parameters.typeName().isEmpty() || parameters.typeName().equals(ALL_ENTITIES)) {
      return Set.of();
    }
    Set<String> names = new HashSet<>();
    for (String name : parameters.typeName().split(",", -1)) {
      EntityType type = entityType(name.strip());
      names.add(type.name());
      if (parameters.includeSubTypes()) {
        names.addAll(type.allSubTypes());
      }
    }
    return names;
  }

  private EntityType entityType(String name) {
    return types
        .findEntityType(name)
        .orElseThrow(
            () ->
                new CatalogException(
                    ErrorCode.UNKNOWN_TYPENAME, name + ": Unknown/invalid typename"));
  }

  private Set<String> classifications(SearchParameters parameters) {
    String wanted = parameters.classification();
    if (wanted.isEmpty() || isUnclassified(parameters)) {
      return Set.of();
    }
    return Stream.of(wanted.split(",", -1))
        .map(String::strip)
        .flatMap(name -> classification(name, parameters.includeSubClassifications()))
        .collect(Collectors.toSet());
  }

  private Stream<String> classification(String name, boolean withSubTypes) {
    if (ANY_CLASSIFICATION.contains(name)) {
      return types.classificationTypes().stream().map(ClassificationType::name);
    }
    if (name.contains("*")) {
      AttributeFilter like =
          new AttributeFilter.Comparison("name", AttributeFilter.Operator.LIKE, name);
      return types.classificationTypes().stream()
          .map(ClassificationType::name)
          .filter(one -> like.test(attribute -> one));
    }
    ClassificationType type =
        types
            .findClassificationType(name)
            .orElseThrow(
                () ->
                    new CatalogException(
                        ErrorCode.UNKNOWN_CLASSIFICATION,
                        name + ": Unknown/invalid classification"));
    return withSubTypes
        ? Stream.concat(Stream.of(name), type.allSubTypes().stream())
        : Stream.of(name);
  }

  private Optional<SearchQuery.Sort> sort(SearchParameters parameters) {
    String attribute = parameters.sortBy();
    if (attribute.isEmpty()) {
      return Optional.empty();
    }
    if (!attribute.startsWith("__") && !anyHas(parameters, attribute)) {
      throw new CatalogException(
          ErrorCode.UNKNOWN_ATTRIBUTE,
          "Attribute %s not found for type %s; sortBy must name one"
              .formatted(attribute, parameters.typeName()));
    }
    return Optional.of(new SearchQuery.Sort(attribute, parameters.descending()));
  }

  private AttributeFilter entityFilter(SearchParameters parameters, JsonFields json) {
    return new FilterReader(name -> anyHas(parameters, name), parameters.typeName()).read(json);
  }

  /** Whether a type that is asked for has the attribute; where no type is, any may have it. */
  private boolean anyHas(SearchParameters parameters, String attribute) {
    List<EntityType> asked =
        Stream.of(parameters.typeName().split(",", -1))
            .map(String::strip)
            .flatMap(name -> types.findEntityType(name).stream())
            .toList();
    return asked.isEmpty() || asked.stream().anyMatch(type -> has(type, attribute));
  }

  private static boolean has(EntityType type, String attribute) {
    return type.attributes().containsKey(attribute)
        || type.relationshipAttributes().containsKey(attribute)
        || attribute.contains(".");
  }

  private AttributeFilter tagFilter(SearchParameters parameters, JsonFields json) {
    Optional<ClassificationType> type = types.findClassificationType(parameters.classification());
    return new FilterReader(
            name -> type.map(known -> known.attributes().containsKey(name)).orElse(true),
            parameters.classification())
        .read(json);
  }
}
