package dev.lily.graph.type;

import dev.lily.graph.asset.PropagateTags;
import java.util.Map;

/**
 * A resolved kind of relationship.
 *
 * @param isLineage whether its edges are lineage: a Process's inputs or outputs, or marked so by
 *     the option lily.lineage
 */
public record RelationshipType(
    RelationshipDef def, Map<String, Attribute> attributes, boolean isLineage) {

  public String name() {
    return def.name();
  }

  public PropagateTags propagateTags() {
    return def.propagateTags();
  }

  /**
   * Whether one of its relationships may have such a propagateTags of its own: none, or what the
   * type has, or any if that is BOTH.
   */
  public boolean allows(PropagateTags tags) {
    return tags == PropagateTags.NONE
        || propagateTags() == PropagateTags.BOTH
        || tags == propagateTags();
  }

  /** Its number, 1 to 4095, given at creation and kept while it exists. */
  public int number() {
    return Integer.parseInt(def.head().options().getOrDefault(TypeOptions.NUMBER, "0"));
  }

  public RelationshipEnd end1() {
    return new RelationshipEnd(this, 1);
  }

  public RelationshipEnd end2() {
    return new RelationshipEnd(this, 2);
  }
}
