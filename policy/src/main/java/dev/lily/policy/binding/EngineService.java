package dev.lily.policy.binding;

import static dev.lily.graph.BadRequests.require;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A query engine that asks Lily for decisions, one service of Apache Ranger or one Trino with its
 * OPA endpoints; or one that does not ask, a PostgreSQL database into which they are written.
 *
 * @param name what the engine calls itself, {@code ranger.service.name}
 * @param id its number in the documents for plug-ins, given by the store; stays the same for ever
 * @param tagService name of the service of the tag policies, which are embedded in its own
 * @param rules which assets are its resources
 * @param postgresql the database of a service of that type; null for others
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EngineService(
    String name,
    ServiceType type,
    long id,
    String tagService,
    List<MappingRule> rules,
    @Nullable PostgresTarget postgresql) {
  private static final int RULES = 1_000;
  private static final String NAME_RULE = "1 to 100 of letters, digits, '_', '-' and '.'";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,99}");

  public EngineService {
    rules = rules == null ? List.of() : List.copyOf(rules);
    tagService = tagService == null || tagService.isBlank() ? "lily_tag" : tagService;
    require(name != null && NAME.matcher(name).matches(), "name: " + NAME_RULE + ", not " + name);
    require(type != null, "type: one of " + Arrays.toString(ServiceType.values()));
    require(NAME.matcher(tagService).matches(), "tagService: " + NAME_RULE);
    require(!tagService.equals(name), "tagService: not the name of the service itself");
    require(rules.size() <= RULES, "rules: at most " + RULES);
    for (int i = 0; i < rules.size(); i++) {
      rules.get(i).requireValid("/rules/" + i + "/qualifiedName", type);
    }
    require(rules.stream().distinct().count() == rules.size(), "rules: the same one twice");
    require(
        type == ServiceType.POSTGRESQL == (postgresql != null),
        "postgresql: the database of a service of type postgresql, and of no other");
  }

  /** A service that asks. */
  public EngineService(
      String name, ServiceType type, long id, String tagService, List<MappingRule> rules) {
    this(name, type, id, tagService, rules, null);
  }

  /** The same service as the store keeps it. */
  public EngineService stored(long storedId) {
    return new EngineService(name, type, storedId, tagService, rules, postgresql);
  }

  /** The same service with other settings of its database. */
  public EngineService withPostgresql(PostgresTarget target) {
    return new EngineService(name, type, id, tagService, rules, target);
  }
}
