package dev.lily.graph.type;

import dev.lily.graph.ErrorCode;
import java.util.Map;

/** What makes a relationshipDef sound; the rules are Atlas's. */
final class RelationshipRules {
  private final Map<String, TypeDef> defs;
  private final Problems problems;

  RelationshipRules(Map<String, TypeDef> defs, Problems problems) {
    this.defs = defs;
    this.problems = problems;
  }

  void check(RelationshipDef def) {
    boolean complete = true;
    for (RelationshipEndDef end : def.ends()) {
      complete &= checkEnd(def, end);
    }
    if (complete) {
      checkContainers(def);
    }
  }

  private boolean checkEnd(RelationshipDef def, RelationshipEndDef end) {
    if (end.type().isBlank() || end.name().isBlank()) {
      problems.add(
          ErrorCode.MISSING_MANDATORY_ATTRIBUTE, def.name() + ": both ends need a type and a name");
      return false;
    }
    TypeDef type = defs.get(end.type());
    if (type == null) {
      problems.add(
          ErrorCode.TYPE_NAME_NOT_FOUND,
          def.name() + ": end type '" + end.type() + "' is not known");
    } else if (!(type instanceof EntityDef)) {
      problems.add(
          ErrorCode.RELATIONSHIPDEF_INVALID_END_TYPE,
          def.name() + ": end type '" + end.type() + "' is no entity type");
    }
    if (end.cardinality() == Cardinality.LIST) {
      problems.add(
          ErrorCode.RELATIONSHIPDEF_LIST_ON_END,
          def.name() + ": an end can be SINGLE or SET, not LIST");
    }
    return true;
  }

  private void checkContainers(RelationshipDef def) {
    boolean first = def.endDef1().isContainer();
    boolean second = def.endDef2().isContainer();
    if (first && second) {
      add(def, ErrorCode.RELATIONSHIPDEF_DOUBLE_CONTAINERS, "only one end can be the container");
    }
    switch (def.relationshipCategory()) {
      case ASSOCIATION -> {
        if (first || second) {
          add(
              def,
              ErrorCode.RELATIONSHIPDEF_ASSOCIATION_AND_CONTAINER,
              "an ASSOCIATION has no container");
        }
      }
      case AGGREGATION -> {
        if (!first && !second) {
          add(
              def,
              ErrorCode.RELATIONSHIPDEF_AGGREGATION_NO_CONTAINER,
              "an AGGREGATION needs a container");
        }
      }
      case COMPOSITION -> {
        if (!first && !second) {
          add(
              def,
              ErrorCode.RELATIONSHIPDEF_COMPOSITION_NO_CONTAINER,
              "a COMPOSITION needs a container");
        }
        checkSingleParent(def);
      }
    }
  }

  private void checkSingleParent(RelationshipDef def) {
    for (RelationshipEndDef end : def.ends()) {
      if (!end.isContainer() && end.cardinality() == Cardinality.SET) {
        add(
            def,
            ErrorCode.RELATIONSHIPDEF_COMPOSITION_MULTIPLE_PARENTS,
            "in a COMPOSITION a child has one parent, so its end '" + end.name() + "' is SINGLE");
      }
    }
  }

  /** An end's attribute may double a reference attribute (a legacy one), but no other. */
  void checkNames(EntityType type) {
    type.relationshipAttributes()
        .forEach(
            (name, ends) -> {
              Attribute attribute = type.attributes().get(name);
              if (attribute != null && !attribute.isReference()) {
                add(
                    ends.get(0).relationship().def(),
                    ErrorCode.RELATIONSHIPDEF_INVALID,
                    type.name() + " has a plain attribute '" + name + "' already");
              }
            });
  }

  private void add(RelationshipDef def, ErrorCode code, String text) {
    problems.add(code, def.name() + ": " + text);
  }
}
