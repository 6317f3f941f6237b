package dev.lily.policy.binding;

import java.util.List;

/**
 * A query engine that asks Lily for decisions: one service of Apache Ranger, or one Trino with its
 * OPA endpoints.
 *
 * @param name what the engine calls itself, {@code ranger.service.name}
 * @param id its number in the documents for plug-ins; stays the same for ever
 * @param tagService name of the service of the tag policies, which are embedded in its own
 * @param rules which assets are its resources
 */
public record EngineService(
    String name, ServiceType type, long id, String tagService, List<MappingRule> rules) {
  public EngineService {
    rules = List.copyOf(rules);
    rules.forEach(rule -> rule.requireValid(type));
  }
}
