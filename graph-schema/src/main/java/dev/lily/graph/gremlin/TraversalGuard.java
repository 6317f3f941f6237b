package dev.lily.graph.gremlin;

import java.util.Collection;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.tinkerpop.gremlin.process.traversal.Bytecode;
import org.apache.tinkerpop.gremlin.process.traversal.Bytecode.Instruction;
import org.apache.tinkerpop.gremlin.process.traversal.P;
import org.apache.tinkerpop.gremlin.process.traversal.util.ConnectiveP;
import org.apache.tinkerpop.gremlin.structure.Element;
import org.jspecify.annotations.Nullable;

/**
 * Admits the steps that walk, filter and shape, with values as their arguments. Everything else is
 * refused: what writes, runs code, leaves the graph, changes how a traversal is evaluated, or makes
 * large values out of small ones.
 */
final class TraversalGuard {
  private static final List<String> WALK =
      List.of(
          "V",
          "E",
          "out",
          "in",
          "both",
          "outE",
          "inE",
          "bothE",
          "outV",
          "inV",
          "bothV",
          "otherV",
          "repeat",
          "emit",
          "until",
          "times",
          "loops",
          "union",
          "coalesce",
          "choose",
          "option",
          "optional",
          "local",
          "map",
          "flatMap",
          "inject",
          "identity",
          "constant");
  private static final List<String> FILTER =
      List.of(
          "has",
          "hasNot",
          "hasLabel",
          "hasId",
          "hasKey",
          "hasValue",
          "filter",
          "where",
          "and",
          "or",
          "not",
          "is",
          "dedup",
          "range",
          "limit",
          "skip",
          "tail",
          "sample",
          "simplePath",
          "cyclicPath",
          "all",
          "any",
          "none");
  private static final List<String> SHAPE =
      List.of(
          "id",
          "label",
          "key",
          "value",
          "values",
          "properties",
          "valueMap",
          "elementMap",
          "propertyMap",
          "element",
          "as",
          "select",
          "project",
          "by",
          "with",
          "from",
          "to",
          "path",
          "order",
          "group",
          "groupCount",
          "count",
          "sum",
          "max",
          "min",
          "mean",
          "math",
          "fold",
          "unfold",
          "aggregate",
          "store",
          "cap",
          "barrier",
          "index",
          "asString",
          "toLower",
          "toUpper");

  private final Set<String> steps;

  TraversalGuard() {
    steps = new HashSet<>(WALK);
    steps.addAll(FILTER);
    steps.addAll(SHAPE);
  }

  /**
   * Returns if the traversal may be evaluated.
   *
   * @throws QueryException REFUSED, naming the step or argument
   */
  void check(Bytecode traversal) {
    checkNested(traversal);
    if (traversal.getStepInstructions().isEmpty()) {
      throw QueryException.refused("the query has no step; begin it with g.V()");
    }
  }

  private void checkNested(Bytecode traversal) {
    for (Instruction source : traversal.getSourceInstructions()) {
      throw QueryException.refused(
          "g.%s() is not available: how a query is evaluated is not the caller's choice"
              .formatted(source.getOperator()));
    }
    for (Instruction step : traversal.getStepInstructions()) {
      if (!steps.contains(step.getOperator())) {
        throw QueryException.refused(
            "the step %s() is not available: queries read, and only walk, filter and shape"
                .formatted(step.getOperator()));
      }
      for (Object argument : step.getArguments()) {
        check(step.getOperator(), argument);
      }
    }
  }

  private void check(String step, @Nullable Object argument) {
    if (argument instanceof Bytecode nested) {
      checkNested(nested);
    } else if (argument instanceof Bytecode.Binding<?> binding) {
      check(step, binding.value());
    } else if (argument instanceof P<?> predicate) {
      check(step, predicate);
    } else if (argument instanceof Object[] values) {
      for (Object value : values) {
        check(step, value);
      }
    } else if (argument instanceof Collection<?> values) {
      values.forEach(value -> check(step, value));
    } else if (argument instanceof Map<?, ?> values) {
      values.forEach(
          (key, value) -> {
            check(step, key);
            check(step, value);
          });
    } else if (argument != null && !isValue(argument)) {
      throw QueryException.refused(
          "an argument of %s() is of the kind %s: only values and nested traversals are taken, no code"
              .formatted(step, argument.getClass().getSimpleName()));
    }
  }

  private void check(String step, P<?> predicate) {
    if (predicate instanceof ConnectiveP<?> connected) {
      connected.getPredicates().forEach(part -> check(step, part));
    } else if (predicate.getBiPredicate() instanceof Enum<?>) {
      check(step, predicate.getValue());
    } else {
      throw QueryException.refused(
          "the predicate %s of %s() is not available".formatted(predicate, step));
    }
  }

  private static boolean isValue(Object argument) {
    return argument instanceof String
        || argument instanceof Number
        || argument instanceof Boolean
        || argument instanceof Character
        || argument instanceof Enum<?>
        || argument instanceof UUID
        || argument instanceof Date
        || argument instanceof Element;
  }
}
