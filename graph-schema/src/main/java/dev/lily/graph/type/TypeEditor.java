package dev.lily.graph.type;

import dev.lily.graph.ErrorCode;
import dev.lily.graph.asset.AuditInfo;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Creates and updates types: checks all of them, then gives a new registry. */
final class TypeEditor {
  private final TypeRegistry registry;
  private final Revision revision;
  private final Problems problems = new Problems();
  private final Map<String, TypeDef> defs;

  TypeEditor(TypeRegistry registry, Revision revision) {
    this.registry = registry;
    this.revision = revision;
    defs = new LinkedHashMap<>(registry.defs());
  }

  TypeChange create(TypesDef newTypes) {
    Set<String> names = new LinkedHashSet<>();
    for (TypeDef def : newTypes.all()) {
      TypeNames.check(def, problems);
      checkContent(def);
      if (defs.putIfAbsent(def.name(), def) != null) {
        problems.add(ErrorCode.TYPE_ALREADY_EXISTS, "there is a type '" + def.name() + "' already");
      } else {
        names.add(def.name());
      }
    }
    stamp(names);
    return result(TypeRegistry.of(defs, problems), names);
  }

  /** What only a new definition is refused for, as those that are kept must load. */
  private void checkContent(TypeDef def) {
    if (def instanceof EnumDef type
        && (type.elementDefs().isEmpty()
            || type.elementDefs().stream().anyMatch(element -> element.value().isBlank()))) {
      problems.add(
          ErrorCode.MISSING_MANDATORY_ATTRIBUTE,
          "enum " + def.name() + " needs elementDefs, each with a value");
    }
    for (AttributeDef attribute : def.attributeDefs()) {
      for (ConstraintDef constraint : attribute.constraints()) {
        if (!ConstraintDef.TYPES.contains(constraint.type())) {
          problems.add(
              ErrorCode.UNKNOWN_CONSTRAINT,
              "%s.%s: constraint type '%s' is not known; there are %s"
                  .formatted(def.name(), attribute.name(), constraint.type(), ConstraintDef.TYPES));
        }
      }
    }
  }

  private void stamp(Set<String> names) {
    AuditInfo audit =
        new AuditInfo(revision.time(), revision.time(), revision.actor(), revision.actor(), 1);
    for (String name : names) {
      forgetNumber(name);
    }
    FrozenOptions options = new FrozenOptions(defs);
    for (String name : names) {
      TypeDef frozen = options.freeze(def(name), problems);
      TypeHead head = frozen.head().withIdentity(revision.guids().get(), audit);
      defs.put(name, frozen.withHead(head));
    }
  }

  /** A number that a new definition brings along, say from another catalog, means nothing here. */
  private void forgetNumber(String name) {
    TypeDef def = def(name);
    if (def instanceof RelationshipDef) {
      Map<String, String> options = new LinkedHashMap<>(def.head().options());
      options.remove(TypeOptions.NUMBER);
      defs.put(name, def.withHead(def.head().withOptions(options)));
    }
  }

  private TypeDef def(String name) {
    return Objects.requireNonNull(defs.get(name));
  }

  TypeChange update(TypesDef changedTypes) {
    Set<String> names = new LinkedHashSet<>();
    for (TypeDef changed : changedTypes.all()) {
      TypeDef old = registry.defs().get(changed.name());
      if (old == null) {
        problems.add(
            ErrorCode.TYPE_NAME_NOT_FOUND, "there is no type '" + changed.name() + "' to update");
      } else {
        Compatibility.check(old, changed, problems);
        checkContent(changed);
        defs.put(old.name(), merge(old, changed));
        names.add(old.name());
      }
    }
    problems.throwIfAny();
    TypeRegistry updated = TypeRegistry.of(defs, problems);
    checkInherited(updated);
    problems.throwIfAny();
    return result(updated, names);
  }

  private TypeDef merge(TypeDef old, TypeDef changed) {
    TypeDef complete = changed.withHead(changed.head().completedFrom(old.head()));
    TypeDef merged = FrozenOptions.keep(old, complete);
    if (written(merged).equals(written(old))) {
      return old;
    }
    AuditInfo before = old.head().audit();
    AuditInfo audit =
        new AuditInfo(
            before.createTime(),
            revision.time(),
            before.createdBy(),
            revision.actor(),
            before.version() + 1);
    return merged.withHead(merged.head().withIdentity(old.head().guid(), audit));
  }

  /** A definition without what the registry computes. */
  private static TypeDef written(TypeDef def) {
    if (def instanceof EntityDef entity) {
      return new EntityDef(entity.head(), entity.attributeDefs(), entity.superTypes());
    }
    if (def instanceof ClassificationDef type) {
      return new ClassificationDef(
          type.head(), type.attributeDefs(), type.superTypes(), type.entityTypes(), List.of());
    }
    return def;
  }

  /** A new super type must not make existing assets incomplete. */
  private void checkInherited(TypeRegistry updated) {
    for (EntityType old : registry.entityTypes()) {
      checkRequired(
          updated.entityType(old.name()).attributes().values(), old.attributes().keySet());
    }
    for (ClassificationType old : registry.classificationTypes()) {
      checkRequired(
          updated.classificationType(old.name()).attributes().values(), old.attributes().keySet());
    }
  }

  private void checkRequired(Iterable<Attribute> attributes, Set<String> before) {
    for (Attribute attribute : attributes) {
      if (!attribute.def().isOptional() && !before.contains(attribute.name())) {
        problems.add(
            ErrorCode.CANNOT_ADD_MANDATORY_ATTRIBUTE,
            attribute.path()
                + ": a mandatory attribute cannot be added through the super type "
                + attribute.ownerType());
      }
    }
  }

  private static TypeChange result(TypeRegistry registry, Set<String> names) {
    List<TypeDef> changed = names.stream().map(registry.defs()::get).toList();
    return new TypeChange(registry, TypesDef.of(changed));
  }
}
