package dev.lily.graph.type;

import dev.lily.graph.type.EntityDef.RelationshipAttribute;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Makes resolved types of definitions; notes every problem instead of stopping at the first. */
final class TypeResolver {
  final Map<String, EnumType> enumTypes = new LinkedHashMap<>();
  final Map<String, StructType> structTypes = new LinkedHashMap<>();
  final Map<String, ClassificationType> classificationTypes = new LinkedHashMap<>();
  final Map<String, EntityType> entityTypes = new LinkedHashMap<>();
  final Map<String, RelationshipType> relationshipTypes = new LinkedHashMap<>();
  final Map<String, BusinessMetadataType> businessMetadataTypes = new LinkedHashMap<>();

  private final Map<String, TypeDef> defs;
  private final TypesDef types;
  private final Problems problems;
  private final AttributeResolver attributes;
  private final Hierarchy entities;
  private final Hierarchy classifications;
  private final Map<String, Map<String, Attribute>> declared = new LinkedHashMap<>();
  private final Map<String, List<RelationshipEnd>> ends = new LinkedHashMap<>();

  TypeResolver(Map<String, TypeDef> defs, Problems problems) {
    this.defs = defs;
    this.problems = problems;
    types = TypesDef.of(defs.values());
    ValueTypes valueTypes = new ValueTypes(defs, enumTypes, structTypes, entityTypes);
    attributes = new AttributeResolver(defs, valueTypes, problems);
    entities = hierarchy(types.entityDefs(), EntityDef::superTypes);
    classifications = hierarchy(types.classificationDefs(), ClassificationDef::superTypes);
    resolve();
  }

  private <T extends TypeDef> Hierarchy hierarchy(
      List<T> ofCategory, Function<T, List<String>> superTypes) {
    Map<String, List<String>> direct = new LinkedHashMap<>();
    ofCategory.forEach(def -> direct.put(def.name(), superTypes.apply(def)));
    return new Hierarchy(direct, defs, problems);
  }

  private void resolve() {
    types.enumDefs().forEach(def -> enumTypes.put(def.name(), new EnumType(def)));
    defs.values().forEach(def -> declared.put(def.name(), attributes.declaredBy(def)));
    types
        .structDefs()
        .forEach(def -> structTypes.put(def.name(), new StructType(def, declaredBy(def))));
    RelationshipRules relationshipRules = new RelationshipRules(defs, problems);
    types.relationshipDefs().forEach(def -> resolve(def, relationshipRules));
    BusinessMetadataRules businessRules = new BusinessMetadataRules(entities, defs, problems);
    types
        .businessMetadataDefs()
        .forEach(
            def ->
                businessMetadataTypes.put(def.name(), businessRules.resolve(def, declaredBy(def))));
    types.entityDefs().forEach(def -> entityTypes.put(def.name(), resolve(def)));
    entityTypes.values().forEach(type -> attributes.checkInverses(type, entityTypes));
    entityTypes.values().forEach(relationshipRules::checkNames);
    resolveClassifications();
  }

  private Map<String, Attribute> declaredBy(TypeDef def) {
    return declared.getOrDefault(def.name(), Map.of());
  }

  private void resolve(RelationshipDef def, RelationshipRules rules) {
    rules.check(def);
    RelationshipType type = new RelationshipType(def, declaredBy(def), isLineage(def));
    relationshipTypes.put(def.name(), type);
    for (RelationshipEnd end : List.of(type.end1(), type.end2())) {
      ends.computeIfAbsent(end.def().type(), name -> new ArrayList<>()).add(end);
    }
  }

  private boolean isLineage(RelationshipDef def) {
    return Boolean.parseBoolean(def.head().options().get(TypeOptions.LINEAGE))
        || def.ends().stream()
            .anyMatch(
                end ->
                    Set.of("inputs", "outputs").contains(end.name())
                        && entities.selfAndSuperTypesOf(end.type()).contains("Process"));
  }

  private EntityType resolve(EntityDef def) {
    Set<String> lineage = entities.selfAndSuperTypesOf(def.name());
    Map<String, List<RelationshipEnd>> byName = new LinkedHashMap<>();
    for (String owner : lineage) {
      for (RelationshipEnd end : ends.getOrDefault(owner, List.of())) {
        byName.computeIfAbsent(end.attributeName(), name -> new ArrayList<>()).add(end);
      }
    }
    return new EntityType(
        served(def, byName),
        entities.superTypesOf(def.name()),
        entities.allSubTypesOf(def.name()),
        attributes.inherit(def.name(), lineage, declared),
        Collections.unmodifiableMap(byName));
  }

  private EntityDef served(EntityDef def, Map<String, List<RelationshipEnd>> byName) {
    List<RelationshipAttribute> fromRelationships =
        byName.values().stream().flatMap(List::stream).map(TypeResolver::served).toList();
    Map<String, List<AttributeDef>> business = new LinkedHashMap<>();
    for (BusinessMetadataType type : businessMetadataTypes.values()) {
      List<AttributeDef> applicable =
          type.attributes().values().stream()
              .filter(attribute -> attribute.applicableTypes().contains(def.name()))
              .map(attribute -> attribute.attribute().def())
              .toList();
      if (!applicable.isEmpty()) {
        business.put(type.name(), applicable);
      }
    }
    return new EntityDef(
        def.head(),
        def.attributeDefs(),
        def.superTypes(),
        entities.subTypesOf(def.name()),
        fromRelationships,
        business);
  }

  /** As Atlas serves it: mandatory for an owned child, ownedRef for the owner. */
  private static RelationshipAttribute served(RelationshipEnd end) {
    String other = end.otherDef().type();
    AttributeDef attribute =
        AttributeDef.of(
            end.attributeName(),
            end.isSingle() ? other : "array<" + other + ">",
            !end.isOwned(),
            end.def().cardinality(),
            end.isOwner()
                ? List.of(new ConstraintDef(ConstraintDef.OWNED_REF, Map.of()))
                : List.of());
    return new RelationshipAttribute(
        attribute, end.relationship().name(), end.def().isLegacyAttribute());
  }

  private void resolveClassifications() {
    ClassificationRules rules = new ClassificationRules(entities, defs, problems);
    Map<String, ClassificationDef> byName = new LinkedHashMap<>();
    types.classificationDefs().forEach(def -> byName.put(def.name(), def));
    Map<String, Set<String>> applicable = new LinkedHashMap<>();
    for (String name : byName.keySet()) {
      for (String step : classifications.selfAndSuperTypesOf(name)) {
        ClassificationDef def = byName.get(step);
        if (def != null && !applicable.containsKey(step)) {
          applicable.put(step, rules.resolve(def));
        }
      }
    }
    byName.values().forEach(def -> resolve(def, applicable.getOrDefault(def.name(), Set.of())));
  }

  private void resolve(ClassificationDef def, Set<String> applicable) {
    String name = def.name();
    ClassificationDef served =
        new ClassificationDef(
            def.head(),
            def.attributeDefs(),
            def.superTypes(),
            def.entityTypes(),
            classifications.subTypesOf(name));
    classificationTypes.put(
        name,
        new ClassificationType(
            served,
            classifications.superTypesOf(name),
            classifications.allSubTypesOf(name),
            attributes.inherit(name, classifications.selfAndSuperTypesOf(name), declared),
            applicable));
  }
}
