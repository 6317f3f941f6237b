package dev.lily.policy.ranger;

import dev.lily.policy.Directory;
import dev.lily.policy.Effect;
import dev.lily.policy.Policy;
import dev.lily.policy.PolicySet;
import dev.lily.policy.ResourcePattern;
import dev.lily.policy.Target;
import dev.lily.policy.binding.EngineService;
import dev.lily.policy.tags.TagRules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.ranger.plugin.model.RangerPolicy;
import org.apache.ranger.plugin.model.RangerPolicy.RangerPolicyResource;
import org.apache.ranger.plugin.model.RangerServiceDef;
import org.apache.ranger.plugin.model.RangerServiceDef.RangerAccessTypeDef;
import org.apache.ranger.plugin.util.ServicePolicies;
import org.apache.ranger.plugin.util.ServicePolicies.TagPolicies;

/** Turns the policies of a tenant into those of one Ranger service. Each call gives new objects. */
final class PolicyCompiler {
  private static final String AUDIT_BY_POLICY = "audit-default";

  private final ServiceDefs definitions;

  PolicyCompiler(ServiceDefs definitions) {
    this.definitions = definitions;
  }

  /** The policies as a plug-in gets them; users are named where a policy names their attributes. */
  ServicePolicies compile(EngineService service, PolicySet policies, Directory directory) {
    RangerServiceDef definition = definitions.of(service.type());
    ServicePolicies compiled = new ServicePolicies();
    compiled.setServiceName(service.name());
    compiled.setServiceId(service.id());
    compiled.setPolicyVersion(version(policies, directory));
    compiled.setPolicyUpdateTime(time(policies, directory));
    compiled.setServiceDef(definition);
    compiled.setPolicies(resourcePolicies(service, policies, directory, definition));
    compiled.setAuditMode(AUDIT_BY_POLICY);
    compiled.setServiceConfig(new HashMap<>());
    compiled.setSecurityZones(new HashMap<>());
    compiled.setTagPolicies(tagPolicies(service, policies, directory, definition));
    return compiled;
  }

  /** Grows with every change of either, over restarts; an untouched directory adds nothing. */
  static long version(PolicySet policies, Directory directory) {
    return policies.version() + directory.version() - Directory.EMPTY.version();
  }

  private static Date time(PolicySet policies, Directory directory) {
    return Date.from(Instant.ofEpochMilli(Math.max(policies.updateTime(), directory.updateTime())));
  }

  private TagPolicies tagPolicies(
      EngineService service, PolicySet policies, Directory directory, RangerServiceDef definition) {
    PolicyItems items =
        new PolicyItems(service.type().rangerName() + ":", accesses(definition), directory);
    List<RangerPolicy> compiled = new ArrayList<>();
    for (Policy policy : policies.policies()) {
      if (policy.isEnforced() && policy.target().isByClassification()) {
        Map<String, RangerPolicyResource> resource =
            Map.of("tag", new RangerPolicyResource(tagNames(policy), false, false));
        add(compiled, policy, service, List.of(resource), items, true);
      }
    }
    TagPolicies tags = new TagPolicies();
    tags.setServiceName(service.tagService());
    tags.setServiceId(service.id() + 1_000_000);
    tags.setPolicyVersion(version(policies, directory));
    tags.setPolicyUpdateTime(time(policies, directory));
    tags.setServiceDef(definitions.tagsFor(service.type()));
    tags.setPolicies(compiled);
    tags.setAuditMode(AUDIT_BY_POLICY);
    tags.setServiceConfig(new HashMap<>());
    return tags;
  }

  private static List<RangerPolicy> resourcePolicies(
      EngineService service, PolicySet policies, Directory directory, RangerServiceDef definition) {
    ResourcePaths paths = new ResourcePaths(definition);
    PolicyItems items = new PolicyItems("", accesses(definition), directory);
    List<RangerPolicy> compiled = new ArrayList<>();
    for (Policy policy : policies.policies()) {
      if (policy.isEnforced() && !policy.target().isByClassification()) {
        List<Map<String, RangerPolicyResource>> resources = new ArrayList<>();
        for (ResourcePattern pattern : policy.target().resources()) {
          if (pattern.covers(service.name())) {
            resources.addAll(resources(paths, pattern, policy.effect()));
          }
        }
        add(compiled, policy, service, resources, items, false);
      }
    }
    return compiled;
  }

  private static List<Map<String, RangerPolicyResource>> resources(
      ResourcePaths paths, ResourcePattern pattern, Effect effect) {
    if (effect instanceof Effect.Mask) {
      return paths.mask(pattern);
    }
    return effect instanceof Effect.FilterRows ? paths.rowFilter(pattern) : paths.access(pattern);
  }

  private static void add(
      List<RangerPolicy> compiled,
      Policy policy,
      EngineService service,
      List<Map<String, RangerPolicyResource>> resources,
      PolicyItems items,
      boolean byTag) {
    for (int part = 0; part < resources.size(); part++) {
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
      ranger.setResources(new HashMap<>(resources.get(part)));
      ranger.setValiditySchedules(ValiditySchedules.of(policy.validity()));
      ranger.setPolicyLabels(new ArrayList<>(policy.labels()));
      ranger.setZoneName("");
      if (items.fill(ranger, policy)) {
        compiled.add(ranger);
      }
    }
  }

  private static List<String> tagNames(Policy policy) {
    Target target = policy.target();
    return target.classifications().stream()
        .map(name -> target.isNarrowed() ? TagRules.narrowedTag(policy, name) : name)
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private static Set<String> accesses(RangerServiceDef definition) {
    return definition.getAccessTypes().stream()
        .map(RangerAccessTypeDef::getName)
        .collect(Collectors.toSet());
  }
}
