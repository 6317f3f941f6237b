package dev.lily.policy.ranger;

import dev.lily.policy.Policy;
import dev.lily.policy.binding.EngineService;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.apache.ranger.plugin.model.RangerPolicyDelta;
import org.apache.ranger.plugin.model.RangerServiceDef;
import org.apache.ranger.plugin.util.ServicePolicies;
import org.apache.ranger.plugin.util.ServicePolicies.TagPolicies;

/** Turns the policies of a tenant into those of one Ranger service. Each call gives new objects. */
final class PolicyCompiler {
  private static final String AUDIT_BY_POLICY = "audit-default";

  private final ServiceDefs definitions;

  PolicyCompiler(ServiceDefs definitions) {
    this.definitions = definitions;
  }

  /** All policies. */
  ServicePolicies compile(EngineService service, ResolvedPolicies policies) {
    ServicePolicies compiled = header(service, policies);
    ServiceCompiler compiler = new ServiceCompiler(service, compiled.getServiceDef());
    for (Policy policy : policies.policies()) {
      (ServiceCompiler.isTagPolicy(policy)
              ? compiled.getTagPolicies().getPolicies()
              : compiled.getPolicies())
          .addAll(compiler.compile(policy));
    }
    return compiled;
  }

  /** As {@link #compile} in JSON, without ever having all of it in memory. */
  void write(EngineService service, ResolvedPolicies policies, OutputStream out)
      throws IOException {
    ServicePolicies header = header(service, policies);
    PoliciesDocument.write(
        header, new ServiceCompiler(service, header.getServiceDef()), policies.policies(), out);
  }

  /** What makes the later policies of the earlier ones; absent where it takes everything. */
  Optional<ServicePolicies> delta(
      EngineService service, ResolvedPolicies then, ResolvedPolicies now) {
    return delta(service, then, now, PolicyDelta::between);
  }

  /** The same for a plug-in. */
  Optional<ServicePolicies> deltaForPlugin(
      EngineService service, ResolvedPolicies then, ResolvedPolicies now) {
    return delta(service, then, now, PolicyDelta::forPlugin);
  }

  private interface Comparison {
    Optional<List<RangerPolicyDelta>> between(
        ServiceCompiler compiler, ResolvedPolicies then, ResolvedPolicies now);
  }

  private Optional<ServicePolicies> delta(
      EngineService service, ResolvedPolicies then, ResolvedPolicies now, Comparison comparison) {
    ServicePolicies header = header(service, now);
    ServiceCompiler compiler = new ServiceCompiler(service, header.getServiceDef());
    Optional<List<RangerPolicyDelta>> deltas = comparison.between(compiler, then, now);
    header.setPolicies(null);
    header.getTagPolicies().setPolicies(null);
    return deltas.map(
        all -> {
          header.setPolicyDeltas(all);
          return header;
        });
  }

  ServiceCompiler of(EngineService service) {
    return new ServiceCompiler(service, definitions.of(service.type()));
  }

  /** Everything but the policies. */
  private ServicePolicies header(EngineService service, ResolvedPolicies policies) {
    RangerServiceDef definition = definitions.of(service.type());
    Date time = Date.from(Instant.ofEpochMilli(policies.updateTime()));
    ServicePolicies header = new ServicePolicies();
    header.setServiceName(service.name());
    header.setServiceId(service.id());
    header.setPolicyVersion(policies.version());
    header.setPolicyUpdateTime(time);
    header.setServiceDef(definition);
    header.setPolicies(new ArrayList<>());
    header.setAuditMode(AUDIT_BY_POLICY);
    header.setServiceConfig(new HashMap<>());
    header.setSecurityZones(new HashMap<>());
    TagPolicies tags = new TagPolicies();
    tags.setServiceName(service.tagService());
    tags.setServiceId(service.id() + 1_000_000);
    tags.setPolicyVersion(policies.version());
    tags.setPolicyUpdateTime(time);
    tags.setServiceDef(definitions.tagsFor(service.type()));
    tags.setPolicies(new ArrayList<>());
    tags.setAuditMode(AUDIT_BY_POLICY);
    tags.setServiceConfig(new HashMap<>());
    header.setTagPolicies(tags);
    return header;
  }
}
