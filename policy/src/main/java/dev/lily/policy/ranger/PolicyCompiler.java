package dev.lily.policy.ranger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lily.policy.Policy;
import dev.lily.policy.binding.EngineService;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.Optional;
import org.apache.ranger.plugin.model.RangerServiceDef;
import org.apache.ranger.plugin.util.ServicePolicies;
import org.apache.ranger.plugin.util.ServicePolicies.TagPolicies;

/** Turns the policies of a tenant into those of one Ranger service. Each call gives new objects. */
final class PolicyCompiler {
  private static final String AUDIT_BY_POLICY = "audit-default";

  /** Is replaced. */
  private static final RangerServiceDef NO_DEFINITION = new RangerServiceDef();

  private final ServiceDefs definitions;

  PolicyCompiler(ServiceDefs definitions) {
    this.definitions = definitions;
  }

  /** All policies. */
  ServicePolicies compile(EngineService service, ResolvedPolicies policies) {
    ServicePolicies compiled =
        header(
            service, policies, definitions.of(service.type()), definitions.tagsFor(service.type()));
    ServiceCompiler compiler = of(service);
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
    PoliciesDocument.write(sharedHeader(service, policies), of(service), policies.policies(), out);
  }

  /**
   * What makes the later policies of the earlier ones, for {@link
   * org.apache.ranger.plugin.policyengine.RangerPolicyEngineImpl#getPolicyEngine}, which only reads
   * it; absent where it takes everything.
   */
  Optional<ServicePolicies> delta(
      EngineService service, ResolvedPolicies then, ResolvedPolicies now) {
    return PolicyDelta.between(of(service), then, now)
        .map(
            changes -> {
              ServicePolicies delta = sharedHeader(service, now);
              delta.setPolicyDeltas(changes);
              return delta;
            });
  }

  /** The same for a plug-in, as JSON with lean definitions. */
  Optional<JsonNode> deltaForPlugin(
      EngineService service, ResolvedPolicies then, ResolvedPolicies now) {
    return PolicyDelta.forPlugin(of(service), then, now)
        .map(
            changes -> {
              ServiceDefs.Shared shared = definitions.shared(service.type());
              ObjectNode delta =
                  (ObjectNode)
                      RangerJson.tree(
                          withoutPolicies(header(service, now, NO_DEFINITION, NO_DEFINITION)));
              delta.set("serviceDef", shared.leanEngine());
              delta.withObjectProperty("tagPolicies").set("serviceDef", shared.leanTags());
              delta.set("policyDeltas", RangerJson.tree(changes));
              return delta;
            });
  }

  ServiceCompiler of(EngineService service) {
    return new ServiceCompiler(service, definitions.shared(service.type()).engine());
  }

  private ServicePolicies sharedHeader(EngineService service, ResolvedPolicies policies) {
    ServiceDefs.Shared shared = definitions.shared(service.type());
    return withoutPolicies(header(service, policies, shared.engine(), shared.tags()));
  }

  private static ServicePolicies withoutPolicies(ServicePolicies header) {
    header.setPolicies(null);
    header.getTagPolicies().setPolicies(null);
    return header;
  }

  /** Everything but the policies. */
  private static ServicePolicies header(
      EngineService service,
      ResolvedPolicies policies,
      RangerServiceDef definition,
      RangerServiceDef tagDefinition) {
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
    tags.setServiceDef(tagDefinition);
    tags.setPolicies(new ArrayList<>());
    tags.setAuditMode(AUDIT_BY_POLICY);
    tags.setServiceConfig(new HashMap<>());
    header.setTagPolicies(tags);
    return header;
  }
}
