package dev.lily.policy.ranger;

import static dev.lily.graph.BadRequests.require;

import dev.lily.policy.ResourcePattern;
import dev.lily.policy.Target;
import dev.lily.policy.binding.EngineService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.ranger.plugin.model.RangerPolicy;
import org.apache.ranger.plugin.model.RangerPolicy.RangerPolicyResource;
import org.apache.ranger.plugin.model.RangerServiceDef;
import org.apache.ranger.plugin.model.RangerServiceDef.RangerResourceDef;

/** What a policy of Ranger Admin is about, and the access types that it may name. */
record ImportedTarget(Target target, ImportedAccesses accesses) {
  private static final ServiceDefs DEFINITIONS = new ServiceDefs(Duration.ofSeconds(1));

  static ImportedTarget of(
      RangerPolicy policy, List<EngineService> services, Map<String, String> renamed) {
    List<Map<String, RangerPolicyResource>> resources = new ArrayList<>();
    resources.add(policy.getResources() == null ? Map.of() : policy.getResources());
    if (policy.getAdditionalResources() != null) {
      resources.addAll(policy.getAdditionalResources());
    }
    if (resources.get(0).keySet().equals(Set.of("tag"))) {
      return new ImportedTarget(byTag(resources), ImportedAccesses.ofTags(services));
    }
    require(
        policy.getService() != null && !policy.getService().isBlank(),
        "it names no service; name it in 'service', or in 'serviceName' of the document");
    String name = renamed.getOrDefault(policy.getService(), policy.getService());
    Optional<EngineService> found =
        services.stream().filter(one -> one.name().equals(name)).findFirst();
    require(
        found.isPresent(),
        "there is no service '%s'; known are %s"
            .formatted(name, services.stream().map(EngineService::name).toList()));
    EngineService service = found.get();
    RangerServiceDef definition = DEFINITIONS.of(service.type());
    List<ResourcePattern> patterns = new ArrayList<>();
    for (Map<String, RangerPolicyResource> one : resources) {
      patterns.add(pattern(one, service, definition));
    }
    return new ImportedTarget(
        new Target(List.of(), patterns), ImportedAccesses.of(service, definition));
  }

  private static Target byTag(List<Map<String, RangerPolicyResource>> resources) {
    List<String> names = new ArrayList<>();
    for (Map<String, RangerPolicyResource> one : resources) {
      RangerPolicyResource tag =
          Objects.requireNonNullElseGet(one.get("tag"), RangerPolicyResource::new);
      require(!tag.getIsExcludes(), "it is about all tags but those named");
      for (String name : tag.getValues()) {
        require(
            name.indexOf('*') < 0 && name.indexOf('?') < 0,
            "the tag '" + name + "' has wildcards; name the classifications");
        names.add(name);
      }
    }
    return new Target(names.stream().distinct().toList(), List.of());
  }

  private static ResourcePattern pattern(
      Map<String, RangerPolicyResource> resource,
      EngineService service,
      RangerServiceDef definition) {
    Map<String, RangerResourceDef> known =
        definition.getResources().stream()
            .collect(Collectors.toMap(RangerResourceDef::getName, one -> one));
    require(
        known.keySet().containsAll(resource.keySet()),
        "resources: %s are not all among %s".formatted(resource.keySet(), known.keySet()));
    Map<String, List<String>> elements = new LinkedHashMap<>();
    for (RangerResourceDef one : definition.getResources()) {
      RangerPolicyResource values = resource.get(one.getName());
      if (values != null) {
        require(!values.getIsExcludes(), "it is about every " + one.getName() + " but those named");
        require(
            !isPath(one)
                || values.getIsRecursive() == Boolean.TRUE.equals(one.getRecursiveSupported()),
            "isRecursive of %s: Lily's policies are about what is inside, too"
                .formatted(one.getName()));
        require(
            isRoot(one) || resource.containsKey(one.getParent()),
            "resources: %s without %s".formatted(one.getName(), one.getParent()));
        elements.put(one.getName(), List.copyOf(values.getValues()));
      }
    }
    return new ResourcePattern(service.name(), elements, false);
  }

  /** For names without parts the flag says nothing. */
  private static boolean isPath(RangerResourceDef resource) {
    return String.valueOf(resource.getMatcher()).contains("PathResourceMatcher");
  }

  private static boolean isRoot(RangerResourceDef resource) {
    return resource.getParent() == null || resource.getParent().isEmpty();
  }
}
