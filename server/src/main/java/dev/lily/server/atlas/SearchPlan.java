package dev.lily.server.atlas;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.search.AttributeFilter;
import dev.lily.graph.search.SearchQuery;
import dev.lily.graph.type.ClassificationType;
import dev.lily.graph.type.EntityType;
import dev.lily.graph.type.TypeRegistry;
import java.time.Clock;
import java.util.Collection;
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

  private final FilterOperands operands;

  SearchPlan(TypeRegistry types, Clock clock) {
    this.types = types;
    operands = new FilterOperands(clock);
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
        parameters
            .entityFilters()
            .filter(FilterReader::isCondition)
            .map(json -> entityFilter(parameters, json)),
        parameters
            .tagFilters()
            .filter(FilterReader::isCondition)
            .map(json -> tagFilter(parameters, json)),
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
    if (FilterAttributes.ofEntities(types, asked(parameters), attribute).isEmpty()) {
      throw new CatalogException(
          ErrorCode.UNKNOWN_ATTRIBUTE,
          "Attribute %s not found for type %s; sortBy must name one"
              .formatted(attribute, parameters.typeName()));
    }
    return Optional.of(new SearchQuery.Sort(attribute, parameters.descending()));
  }

  private AttributeFilter entityFilter(SearchParameters parameters, JsonFields json) {
    Collection<EntityType> asked = asked(parameters);
    return new FilterReader(
            name -> FilterAttributes.ofEntities(types, asked, name),
            parameters.typeName(),
            operands)
        .read(json);
  }

  /** The types that are asked for; where none is, an asset may be of any. */
  private Collection<EntityType> asked(SearchParameters parameters) {
    List<EntityType> asked =
        Stream.of(parameters.typeName().split(",", -1))
            .map(String::strip)
            .flatMap(name -> types.findEntityType(name).stream())
            .toList();
    return asked.isEmpty() ? types.entityTypes() : asked;
  }

  private AttributeFilter tagFilter(SearchParameters parameters, JsonFields json) {
    Set<String> wanted = classifications(parameters);
    if (wanted.isEmpty()) {
      throw new CatalogException(
          ErrorCode.INVALID_SEARCH_PARAMS,
          "tagFilters compare the attributes of classifications; say which: classification");
    }
    List<ClassificationType> asked =
        wanted.stream().flatMap(name -> types.findClassificationType(name).stream()).toList();
    return new FilterReader(
            name -> FilterAttributes.ofClassifications(asked, name),
            parameters.classification(),
            operands)
        .read(json);
  }
}
