package dev.lily.policy.ranger;

import static dev.lily.graph.BadRequests.require;

import dev.lily.policy.binding.EngineService;
import dev.lily.policy.binding.ServiceType;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.ranger.plugin.model.RangerPolicy.RangerPolicyItem;
import org.apache.ranger.plugin.model.RangerPolicy.RangerPolicyItemAccess;
import org.apache.ranger.plugin.model.RangerServiceDef;
import org.apache.ranger.plugin.model.RangerServiceDef.RangerAccessTypeDef;

/**
 * The access types that items of imported policies name. Those of tag policies carry the type of
 * the engine; Lily's policies are about all engines alike.
 */
final class ImportedAccesses {
  private final boolean byTag;
  private final Map<ServiceType, Map<String, Set<String>>> impliedByType = new TreeMap<>();

  private ImportedAccesses(boolean byTag) {
    this.byTag = byTag;
  }

  static ImportedAccesses of(EngineService service, RangerServiceDef definition) {
    ImportedAccesses accesses = new ImportedAccesses(false);
    accesses.add(service.type(), definition);
    return accesses;
  }

  static ImportedAccesses ofTags(List<EngineService> services) {
    ServiceDefs definitions = new ServiceDefs(Duration.ofSeconds(1));
    ImportedAccesses accesses = new ImportedAccesses(true);
    services.forEach(service -> accesses.add(service.type(), definitions.of(service.type())));
    return accesses;
  }

  private void add(ServiceType type, RangerServiceDef definition) {
    Map<String, Set<String>> implied = new HashMap<>();
    for (RangerAccessTypeDef access : definition.getAccessTypes()) {
      implied.put(access.getName(), Set.copyOf(access.getImpliedGrants()));
    }
    impliedByType.put(type, implied);
  }

  /** Those of the item, without the type of the engine. */
  Set<String> of(RangerPolicyItem item) {
    Map<ServiceType, Set<String>> named = new TreeMap<>();
    Set<String> all = new TreeSet<>();
    for (RangerPolicyItemAccess access : item.getAccesses()) {
      if (!Boolean.FALSE.equals(access.getIsAllowed())) {
        String name = unprefixed(access.getType());
        all.add(name);
        impliedByType.keySet().stream()
            .filter(type -> isOf(access.getType(), type))
            .forEach(type -> named.computeIfAbsent(type, t -> new TreeSet<>()).add(name));
      }
    }
    impliedByType.forEach((type, known) -> requireAlike(type, known.keySet(), all, named));
    return all;
  }

  /** A name without a type of engine is one of every engine. */
  private boolean isOf(String access, ServiceType type) {
    return !byTag || access.indexOf(':') < 0 || access.startsWith(type.rangerName() + ":");
  }

  private void requireAlike(
      ServiceType type, Set<String> known, Set<String> all, Map<ServiceType, Set<String>> named) {
    Set<String> meant = new TreeSet<>(all);
    meant.retainAll(known);
    require(
        byTag || known.containsAll(all),
        "accesses: %s are not all among those of %s".formatted(all, type));
    require(
        meant.equals(named.getOrDefault(type, Set.of())),
        "its accesses are not those of every engine: %s lacks some of %s".formatted(type, meant));
  }

  Set<String> withImplied(Set<String> accesses) {
    Set<String> found = new TreeSet<>();
    Deque<String> open = new ArrayDeque<>(accesses);
    while (!open.isEmpty()) {
      String access = open.remove();
      if (found.add(access)) {
        impliedByType.values().forEach(all -> open.addAll(all.getOrDefault(access, Set.of())));
      }
    }
    return found;
  }

  /** Masks and row filters are about reading. */
  void requireReading(RangerPolicyItem item) {
    for (String access : of(item)) {
      require(
          impliedByType.keySet().stream().anyMatch(type -> type.reading().equals(access)),
          "a mask or row filter is about '" + access + "', not about reading");
    }
  }

  /** {@code select} of {@code hive:select}. */
  String unprefixed(String name) {
    return byTag ? name.substring(name.indexOf(':') + 1) : name;
  }
}
