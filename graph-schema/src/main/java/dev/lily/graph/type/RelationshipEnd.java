package dev.lily.graph.type;

/** A relationship seen from one of its ends (1 or 2). */
public record RelationshipEnd(RelationshipType relationship, int number) {

  /** This end: the entity type here and the name of the attribute it gets. */
  public RelationshipEndDef def() {
    return number == 1 ? relationship.def().endDef1() : relationship.def().endDef2();
  }

  /** The end that the attribute refers to. */
  public RelationshipEndDef otherDef() {
    return number == 1 ? relationship.def().endDef2() : relationship.def().endDef1();
  }

  public String attributeName() {
    return def().name();
  }

  /** Whether the attribute refers to one entity at most. */
  public boolean isSingle() {
    return def().cardinality() == Cardinality.SINGLE;
  }

  /** Whether the entity at this end owns the one at the other. */
  public boolean isOwner() {
    return isComposition() && def().isContainer();
  }

  /** Whether the entity at this end is owned by the one at the other. */
  public boolean isOwned() {
    return isComposition() && !def().isContainer();
  }

  private boolean isComposition() {
    return relationship.def().relationshipCategory() == RelationshipCategory.COMPOSITION;
  }
}
