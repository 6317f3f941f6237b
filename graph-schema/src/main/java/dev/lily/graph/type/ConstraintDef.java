package dev.lily.graph.type;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A rule on a reference attribute: {@code ownedRef}, or {@code inverseRef} with an attribute. */
public record ConstraintDef(String type, Map<String, String> params) {
  static final String OWNED_REF = "ownedRef";
  static final String INVERSE_REF = "inverseRef";
  static final List<String> TYPES = List.of(OWNED_REF, INVERSE_REF);
  static final String ATTRIBUTE = "attribute";

  public ConstraintDef {
    params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
  }

  /** The attribute that an inverseRef names; empty where it names none. */
  String inverseAttribute() {
    return params.getOrDefault(ATTRIBUTE, "");
  }
}
