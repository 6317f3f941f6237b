package dev.lily.policy.ranger;

import dev.lily.policy.Effect;
import dev.lily.policy.Policy;
import dev.lily.policy.ResourcePattern;
import dev.lily.policy.Target;
import dev.lily.policy.binding.EngineService;
import dev.lily.policy.tags.TagRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.ranger.plugin.model.RangerPolicy;
import org.apache.ranger.plugin.model.RangerPolicy.RangerPolicyResource;
import org.apache.ranger.plugin.model.RangerServiceDef;
import org.apache.ranger.plugin.model.RangerServiceDef.RangerAccessTypeDef;

/** Turns single policies into those of one Ranger service. Each call gives new objects. */
final class ServiceCompiler {
  private final EngineService service;
  private final ResourcePaths paths;
  private final PolicyItems resourceItems;
  private final PolicyItems tagItems;

  ServiceCompiler(EngineService service, RangerServiceDef definition) {
    this.service = service;
    Set<String> accesses =
        definition.getAccessTypes().stream()
            .map(RangerAccessTypeDef::getName)
            .collect(Collectors.toSet());
    paths = new ResourcePaths(definition);
    resourceItems = new PolicyItems("", service.type().reading(), accesses);
    tagItems =
        new PolicyItems(service.type().rangerName() + ":", service.type().reading(), accesses);
  }

  static boolean isTagPolicy(Policy policy) {
    return policy.target().isByClassification();
  }

  /** The policies that the service gets for this one; none where it does not concern it. */
  List<RangerPolicy> compile(Policy policy) {
    boolean byTag = isTagPolicy(policy);
    List<Map<String, RangerPolicyResource>> resources =
        byTag
            ? List.of(Map.of("tag", new RangerPolicyResource(tagNames(policy), false, false)))
            : resources(policy);
    List<RangerPolicy> compiled = new ArrayList<>(resources.size());
    for (int part = 0; part < resources.size(); part++) {
      RangerPolicy ranger = part(policy, part, byTag);
      ranger.setResources(new HashMap<>(resources.get(part)));
      if ((byTag ? tagItems : resourceItems).fill(ranger, policy)) {
        compiled.add(ranger);
      }
    }
    return compiled;
  }

  private List<Map<String, RangerPolicyResource>> resources(Policy policy) {
    List<Map<String, RangerPolicyResource>> resources = new ArrayList<>();
    for (ResourcePattern pattern : policy.target().resources()) {
      if (pattern.covers(service.name())) {
        resources.addAll(resources(pattern, policy.effect()));
      }
    }
    return resources;
  }

  private List<Map<String, RangerPolicyResource>> resources(
      ResourcePattern pattern, Effect effect) {
    if (effect instanceof Effect.Mask) {
      return paths.mask(pattern);
    }
    return effect instanceof Effect.FilterRows ? paths.rowFilter(pattern) : paths.access(pattern);
  }

  private RangerPolicy part(Policy policy, int part, boolean byTag) {
    RangerPolicy ranger = new RangerPolicy();
    ranger.setId(PolicyIds.ranger(policy.id(), part));
    ranger.setGuid("lily-policy-" + policy.id() + "-" + part);
    ranger.setVersion(policy.version());
    ranger.setIsEnabled(true);
    ranger.setService(byTag ? service.tagService() : service.name());
    ranger.setServiceType(byTag ? "tag" : service.type().rangerName());
    ranger.setName(part == 0 ? policy.name() : policy.name() + " #" + (part + 1));
    ranger.setDescription(policy.description());
    ranger.setPolicyPriority(policy.priority());
    ranger.setIsAuditEnabled(true);
    ranger.setValiditySchedules(ValiditySchedules.of(policy.validity()));
    ranger.setPolicyLabels(new ArrayList<>(policy.labels()));
    ranger.setZoneName("");
    return ranger;
  }

  private static List<String> tagNames(Policy policy) {
    Target target = policy.target();
    return target.classifications().stream()
        .map(name -> target.isNarrowed() ? TagRules.narrowedTag(policy, name) : name)
        .collect(Collectors.toCollection(ArrayList::new));
  }
}
