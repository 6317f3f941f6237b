package dev.lily.graph.store;

import dev.lily.graph.search.AttributeFilter;
import dev.lily.graph.search.AttributeFilter.And;
import dev.lily.graph.search.AttributeFilter.Comparison;
import dev.lily.graph.search.AttributeFilter.Or;
import dev.lily.graph.type.Attribute;
import dev.lily.graph.type.EntityType;
import dev.lily.graph.type.TypeRegistry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The part of a filter that the search index can answer: conditions on the names of assets. What it
 * lets through still has to be compared; what it does not cannot match.
 */
final class IndexConditions {
  private final Set<String> indexed;

  /**
   * @param typeNames of the assets that are looked for; empty for all
   * @param attributes whose conditions are wanted: name, qualifiedName or both
   */
  IndexConditions(TypeRegistry types, Set<String> typeNames, Set<String> attributes) {
    Collection<EntityType> asked =
        typeNames.isEmpty()
            ? types.entityTypes()
            : typeNames.stream().flatMap(name -> types.findEntityType(name).stream()).toList();
    indexed = new HashSet<>(attributes);
    indexed.removeIf(name -> !asked.stream().allMatch(type -> isIndexed(type, name)));
  }

  /** Whether the attribute is what the index has under that name, or is not there at all. */
  private static boolean isIndexed(EntityType type, String name) {
    Attribute attribute = type.attributes().get(name);
    return attribute == null
        || (attribute.def().typeName().equals("string")
            && (name.equals(GraphKeys.NAME) || attribute.def().isUnique()));
  }

  /** A query that every match of the filter answers; empty where the index knows nothing of it. */
  Optional<String> of(AttributeFilter filter) {
    if (filter instanceof And and) {
      return joined(answerable(and.conditions()), " AND ");
    }
    if (filter instanceof Or or) {
      List<String> parts = answerable(or.conditions());
      return parts.size() == or.conditions().size() ? joined(parts, " OR ") : Optional.empty();
    }
    return comparison((Comparison) filter);
  }

  private List<String> answerable(List<AttributeFilter> conditions) {
    return conditions.stream().map(this::of).flatMap(Optional::stream).toList();
  }

  private static Optional<String> joined(List<String> parts, String conjunction) {
    return parts.isEmpty()
        ? Optional.empty()
        : Optional.of(parts.stream().collect(Collectors.joining(conjunction, "(", ")")));
  }

  private Optional<String> comparison(Comparison comparison) {
    List<CaselessPattern> patterns =
        indexed.contains(comparison.attribute()) ? patterns(comparison) : List.of();
    if (patterns.isEmpty() || !patterns.stream().allMatch(CaselessPattern::isSelective)) {
      return Optional.empty();
    }
    List<String> parts = new ArrayList<>();
    patterns.forEach(pattern -> parts.add(AssetSearch.field(comparison.attribute()) + pattern));
    return joined(parts, " OR ");
  }

  /** The texts of which one must match; none where the operator is not one of texts. */
  private static List<CaselessPattern> patterns(Comparison comparison) {
    String operand = comparison.operand();
    return switch (comparison.operator()) {
      case EQ -> List.of(new CaselessPattern().add(operand, false));
      case STARTS_WITH -> List.of(new CaselessPattern().add(operand, false).gap());
      case ENDS_WITH -> List.of(new CaselessPattern().gap().add(operand, false));
      case CONTAINS -> List.of(new CaselessPattern().gap().add(operand, false).gap());
      case LIKE -> List.of(new CaselessPattern().add(operand, true));
      case IN ->
          Stream.of(operand.split(",", -1))
              .map(one -> new CaselessPattern().add(one, false))
              .toList();
      default -> List.of();
    };
  }
}
