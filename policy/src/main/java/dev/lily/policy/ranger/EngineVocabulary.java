package dev.lily.policy.ranger;

import dev.lily.policy.PolicyCheck;
import dev.lily.policy.binding.ServiceType;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.ranger.plugin.model.RangerServiceDef;
import org.apache.ranger.plugin.model.RangerServiceDef.RangerAccessTypeDef;
import org.apache.ranger.plugin.model.RangerServiceDef.RangerResourceDef;

/** The words of Ranger's service definitions. */
public final class EngineVocabulary implements PolicyCheck.Vocabulary {
  private final Map<ServiceType, Set<String>> elements = new EnumMap<>(ServiceType.class);
  private final Map<ServiceType, Set<String>> accesses = new EnumMap<>(ServiceType.class);

  public EngineVocabulary() {
    ServiceDefs definitions = new ServiceDefs(Duration.ofSeconds(1));
    for (ServiceType type : ServiceType.values()) {
      RangerServiceDef definition = definitions.of(type);
      elements.put(
          type,
          definition.getResources().stream()
              .map(RangerResourceDef::getName)
              .collect(Collectors.toUnmodifiableSet()));
      accesses.put(
          type,
          definition.getAccessTypes().stream()
              .map(RangerAccessTypeDef::getName)
              .collect(Collectors.toUnmodifiableSet()));
    }
  }

  @Override
  public Set<String> elements(ServiceType type) {
    return elements.getOrDefault(type, Set.of());
  }

  @Override
  public Set<String> accesses(ServiceType type) {
    return accesses.getOrDefault(type, Set.of());
  }
}
