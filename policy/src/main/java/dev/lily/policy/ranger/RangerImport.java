package dev.lily.policy.ranger;

import static dev.lily.graph.BadRequests.require;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.lily.graph.CatalogException;
import dev.lily.policy.Policy;
import dev.lily.policy.binding.EngineService;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.ranger.plugin.model.RangerPolicy;

/**
 * Policies of Ranger Admin as those of Lily. A Ranger policy becomes as many as it has rules; one
 * that Lily cannot say exactly is refused with the reason.
 */
public final class RangerImport {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private final List<EngineService> services;
  private final Map<String, String> renamed;
  private final Map<String, Policy> policies = new LinkedHashMap<>();
  private final List<Refused> refused = new ArrayList<>();

  private RangerImport(List<EngineService> services, Map<String, String> renamed) {
    this.services = services;
    this.renamed = renamed;
  }

  /** A policy that Lily does not take. */
  public record Refused(long id, String service, String name, String reason) {}

  /** What became of a document. */
  public record Result(List<Policy> policies, List<Refused> refused) {}

  /**
   * Reads the document that {@code exportPoliciesInJSON} of Ranger Admin gives.
   *
   * @param services those of the tenant
   * @param renamed names of services by the names in the document
   * @return new policies, without ids
   * @throws CatalogException BAD_REQUEST where it is another document
   */
  public static Result read(
      JsonNode document, List<EngineService> services, Map<String, String> renamed) {
    require(document.path("policies").isArray(), "policies: a list of Ranger's policies");
    RangerImport reader = new RangerImport(services, renamed);
    document.path("policies").forEach(reader::take);
    return new Result(List.copyOf(reader.policies.values()), List.copyOf(reader.refused));
  }

  private void take(JsonNode node) {
    String service = node.path("service").asText("");
    try {
      JsonNode own = node.path("options").path(RangerExport.OWN_FORM);
      if (own.isTextual()) {
        Policy policy = JSON.readValue(own.asText(), Policy.class).stored(0, 0, "", 0);
        policies.putIfAbsent(policy.name(), policy);
        return;
      }
      RangerPolicy policy = RangerJson.read(node, RangerPolicy.class);
      ImportedPolicy imported = new ImportedPolicy(policy, services, renamed);
      List<Policy> made = imported.policies();
      made.forEach(one -> add(one, service));
    } catch (CatalogException unfit) {
      refuse(node, service, String.valueOf(unfit.getMessage()));
    } catch (IOException malformed) {
      refuse(node, service, "it is no policy: " + malformed.getMessage());
    }
  }

  /** Several services may each have a policy of that name. */
  private void add(Policy policy, String service) {
    String name = policy.name();
    if (policies.containsKey(name)) {
      name = name + " (" + service + ")";
    }
    String free = name;
    for (int i = 2; policies.containsKey(free); i++) {
      free = name + " (" + i + ")";
    }
    policies.put(free, policy.named(free));
  }

  private void refuse(JsonNode node, String service, String reason) {
    refused.add(
        new Refused(node.path("id").asLong(), service, node.path("name").asText(""), reason));
  }
}
