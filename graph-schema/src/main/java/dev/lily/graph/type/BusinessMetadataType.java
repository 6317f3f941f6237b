package dev.lily.graph.type;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Resolved business metadata with its attributes by name. */
public record BusinessMetadataType(
    BusinessMetadataDef def, Map<String, BusinessAttribute> attributes) {

  /**
   * An attribute of business metadata.
   *
   * @param applicableTypes the entity types that may have it, subtypes included
   * @param maxLength characters a text may have, -1 for no limit
   */
  public record BusinessAttribute(Attribute attribute, Set<String> applicableTypes, int maxLength) {

    public boolean isApplicableTo(EntityType type) {
      return applicableTypes.contains(type.name());
    }

    /** The stored form of a value; null for null, and where a fault was noted. */
    public @Nullable Object normalize(@Nullable Object json, Faults faults) {
      Object value = attribute.normalize(json, faults);
      if (maxLength >= 0 && value instanceof String text && text.length() > maxLength) {
        faults.add(
            attribute.path()
                + " has "
                + text.length()
                + " characters, at most "
                + maxLength
                + " are allowed");
        return null;
      }
      return value;
    }
  }

  public String name() {
    return def.name();
  }
}
