package dev.lily.policy.ranger;

import dev.lily.policy.EngineWords;
import dev.lily.policy.PolicyCheck;
import dev.lily.policy.binding.ServiceType;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.ranger.plugin.model.RangerServiceDef;
import org.apache.ranger.plugin.model.RangerServiceDef.RangerAccessTypeDef;
import org.apache.ranger.plugin.model.RangerServiceDef.RangerResourceDef;

/** The words of Ranger's service definitions. */
public final class EngineVocabulary implements PolicyCheck.Vocabulary {
  private final Map<ServiceType, EngineWords> words = new EnumMap<>(ServiceType.class);

  public EngineVocabulary() {
    ServiceDefs definitions = new ServiceDefs(Duration.ofSeconds(1));
    for (ServiceType type : ServiceType.values()) {
      words.put(type, words(definitions.of(type)));
    }
  }

  @Override
  public EngineWords words(ServiceType type) {
    return Objects.requireNonNull(words.get(type));
  }

  private static EngineWords words(RangerServiceDef definition) {
    ResourcePaths paths = new ResourcePaths(definition);
    return new EngineWords(
        definition.getAccessTypes().stream()
            .map(RangerAccessTypeDef::getName)
            .collect(Collectors.toUnmodifiableSet()),
        paths.all(),
        definition.getResources().stream()
            .filter(one -> isLeaf(one, definition.getResources()))
            .map(RangerResourceDef::getName)
            .collect(Collectors.toUnmodifiableSet()),
        paths.masked(),
        paths.filtered());
  }

  /** What contains nothing is one without being called so. */
  private static boolean isLeaf(RangerResourceDef resource, List<RangerResourceDef> all) {
    return Boolean.TRUE.equals(resource.getIsValidLeaf())
        || all.stream().noneMatch(one -> resource.getName().equals(one.getParent()));
  }
}
