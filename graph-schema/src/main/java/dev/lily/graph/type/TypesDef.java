package dev.lily.graph.type;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** A set of type definitions by category, as Atlas sends and answers them. */
public record TypesDef(
    List<EnumDef> enumDefs,
    List<StructDef> structDefs,
    List<ClassificationDef> classificationDefs,
    List<EntityDef> entityDefs,
    List<RelationshipDef> relationshipDefs,
    List<BusinessMetadataDef> businessMetadataDefs) {
  public static final TypesDef EMPTY =
      new TypesDef(List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

  public TypesDef {
    enumDefs = List.copyOf(enumDefs);
    structDefs = List.copyOf(structDefs);
    classificationDefs = List.copyOf(classificationDefs);
    entityDefs = List.copyOf(entityDefs);
    relationshipDefs = List.copyOf(relationshipDefs);
    businessMetadataDefs = List.copyOf(businessMetadataDefs);
  }

  /** Sorts definitions into their categories, keeping their order. */
  public static TypesDef of(Collection<? extends TypeDef> defs) {
    return new TypesDef(
        only(EnumDef.class, defs),
        only(StructDef.class, defs),
        only(ClassificationDef.class, defs),
        only(EntityDef.class, defs),
        only(RelationshipDef.class, defs),
        only(BusinessMetadataDef.class, defs));
  }

  private static <T extends TypeDef> List<T> only(
      Class<T> category, Collection<? extends TypeDef> defs) {
    return defs.stream().filter(category::isInstance).map(category::cast).toList();
  }

  /** All definitions, by category. */
  public List<TypeDef> all() {
    List<TypeDef> all = new ArrayList<>(enumDefs);
    Stream.of(structDefs, classificationDefs, entityDefs, relationshipDefs, businessMetadataDefs)
        .forEach(all::addAll);
    return all;
  }

  public boolean isEmpty() {
    return all().isEmpty();
  }
}
