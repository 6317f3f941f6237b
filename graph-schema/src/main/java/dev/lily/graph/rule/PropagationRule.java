package dev.lily.graph.rule;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** One rule of how things travel. In JSON the property {@code type} says which kind it is. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = BlockRule.class, name = "BLOCK"),
  @JsonSubTypes.Type(value = DerivationRule.Lift.class, name = "LIFT"),
  @JsonSubTypes.Type(value = DerivationRule.Lower.class, name = "LOWER"),
  @JsonSubTypes.Type(value = SeverityRule.class, name = "SEVERITY"),
  @JsonSubTypes.Type(value = InheritRule.class, name = "INHERIT")
})
public sealed interface PropagationRule
    permits BlockRule, DerivationRule, SeverityRule, InheritRule {
  /** Unique within the rules of a tenant. */
  String id();

  String description();

  /** The classifications it speaks of. */
  @JsonIgnore
  List<String> names();

  /** A rule that is disabled is kept without effect. */
  boolean disabled();
}
