package dev.lily.policy.ranger;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lily.graph.TenantId;
import dev.lily.policy.Policy;
import dev.lily.policy.binding.EngineService;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.ranger.plugin.model.RangerPolicy;

/**
 * The policies of a tenant in the form of Ranger Admin's {@code exportPoliciesInJSON}. A policy
 * becomes one of Ranger for each service and resource; options say what it was ({@link
 * ExportedForm}).
 */
public final class RangerExport {
  private final ServiceEngines engines;

  public RangerExport(ServiceEngines engines) {
    this.engines = engines;
  }

  /** Writes all policies, those that are off too; modes other than ENFORCE as being off. */
  public void write(TenantId tenant, OutputStream out) throws IOException {
    List<EngineService> services = engines.services(tenant);
    Map<EngineService, ServiceCompiler> compilers = new LinkedHashMap<>();
    services.forEach(service -> compilers.put(service, engines.compiler().of(service)));
    try (JsonGenerator json = RangerJson.generator(out)) {
      json.writeStartObject();
      json.writeObjectFieldStart("metaDataInfo");
      json.writeStringField("Exported by", "Lily");
      json.writeEndObject();
      json.writeArrayFieldStart("policies");
      for (Policy policy : engines.policies(tenant).policies()) {
        Policy resolved = engines.versions().resolved(tenant, policy);
        for (RangerPolicy ranger : compiled(policy, resolved, compilers)) {
          json.writePOJO(ranger);
        }
      }
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  private static Iterable<RangerPolicy> compiled(
      Policy policy, Policy resolved, Map<EngineService, ServiceCompiler> compilers) {
    Map<String, RangerPolicy> all = new LinkedHashMap<>();
    compilers.forEach(
        (service, compiler) -> {
          for (RangerPolicy ranger : compiler.compile(resolved)) {
            ranger.setIsEnabled(policy.isEnforced());
            all.merge(ranger.getService() + '\n' + ranger.getId(), ranger, RangerExport::joined);
          }
        });
    ExportedForm.mark(policy, List.copyOf(all.values()));
    return all.values();
  }

  /** One tag service may serve engines of several types, each with access types of its own. */
  private static RangerPolicy joined(RangerPolicy one, RangerPolicy other) {
    one.setPolicyItems(joined(one.getPolicyItems(), other.getPolicyItems()));
    one.setAllowExceptions(joined(one.getAllowExceptions(), other.getAllowExceptions()));
    one.setDenyPolicyItems(joined(one.getDenyPolicyItems(), other.getDenyPolicyItems()));
    one.setDenyExceptions(joined(one.getDenyExceptions(), other.getDenyExceptions()));
    one.setDataMaskPolicyItems(
        joined(one.getDataMaskPolicyItems(), other.getDataMaskPolicyItems()));
    one.setRowFilterPolicyItems(
        joined(one.getRowFilterPolicyItems(), other.getRowFilterPolicyItems()));
    return one;
  }

  private static <I> List<I> joined(List<I> some, List<I> others) {
    List<I> all = new ArrayList<>(some);
    others.stream().filter(item -> !all.contains(item)).forEach(all::add);
    return all;
  }
}
