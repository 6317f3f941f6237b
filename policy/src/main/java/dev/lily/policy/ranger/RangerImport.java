package dev.lily.policy.ranger;

import static dev.lily.graph.BadRequests.require;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.lily.graph.CatalogException;
import dev.lily.graph.JsonFaults;
import dev.lily.policy.Policy;
import dev.lily.policy.ResourcePattern;
import dev.lily.policy.Target;
import dev.lily.policy.binding.EngineService;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.ranger.plugin.model.RangerPolicy;

/**
 * Policies of Ranger Admin as those of Lily. A Ranger policy becomes as many as it has rules; one
 * that Lily cannot say exactly is refused with the reason. Those that were exported from one policy
 * of Lily become that one again; where somebody changed them meanwhile, the change counts.
 */
public final class RangerImport {
  private final List<EngineService> services;
  private final Map<String, String> renamed;
  private final String standardService;
  private final Map<String, Policy> policies = new LinkedHashMap<>();
  private final List<Refused> refused = new ArrayList<>();
  private final List<Edited> edited = new ArrayList<>();

  private RangerImport(
      List<EngineService> services, Map<String, String> renamed, String standardService) {
    this.services = services;
    this.renamed = renamed;
    this.standardService = standardService;
  }

  /** A policy that Lily does not take. */
  public record Refused(long id, String service, String name, String reason) {}

  /** A policy of Lily that was changed after its export: what is taken in its place. */
  public record Edited(String name, List<String> taken) {}

  /** What became of a document. */
  public record Result(List<Policy> policies, List<Refused> refused, List<Edited> edited) {}

  /**
   * Reads the document that {@code exportPoliciesInJSON} of Ranger Admin gives. Policies that name
   * no service are of its {@code serviceName}.
   *
   * @param services those of the tenant
   * @param renamed names of services by the names in the document
   * @return new policies, without ids
   * @throws CatalogException BAD_REQUEST where it is another document
   */
  public static Result read(
      JsonNode document, List<EngineService> services, Map<String, String> renamed) {
    require(document.path("policies").isArray(), "policies: a list of Ranger's policies");
    RangerImport reader =
        new RangerImport(services, renamed, document.path("serviceName").asText(""));
    reader.takeAll(document.path("policies"));
    return new Result(
        List.copyOf(reader.policies.values()),
        List.copyOf(reader.refused),
        List.copyOf(reader.edited));
  }

  /** What is as Lily exported it comes first: it keeps its names. */
  private void takeAll(JsonNode document) {
    Map<String, List<JsonNode>> exported = new LinkedHashMap<>();
    for (JsonNode node : document) {
      exported.computeIfAbsent(ExportedForm.ownWords(node), k -> new ArrayList<>()).add(node);
    }
    List<JsonNode> foreign = Objects.requireNonNullElse(exported.remove(""), List.of());
    exported.entrySet().removeIf(one -> isTaken(one.getKey(), one.getValue()));
    exported.forEach(this::takeEdited);
    foreign.forEach(this::take);
  }

  private boolean isTaken(String ownWords, List<JsonNode> parts) {
    try {
      if (!ExportedForm.isIntact(parts)) {
        return false;
      }
      add(inServices(ExportedForm.read(ownWords)), service(parts.get(0)));
      return true;
    } catch (IOException malformed) {
      return false;
    }
  }

  private void takeEdited(String ownWords, List<JsonNode> parts) {
    String name = parts.get(0).path("name").asText("");
    try {
      Policy was = ExportedForm.read(ownWords);
      name = was.name();
      require(
          !was.target().isNarrowed(),
          "it was changed after its export, and Ranger has no words for what it is about;"
              + " change it in Lily, or take its options lily.* away");
    } catch (CatalogException | IOException unfit) {
      String reason =
          unfit instanceof IOException malformed
              ? "its option lily.policy is no policy: " + unread(malformed)
              : String.valueOf(unfit.getMessage());
      parts.forEach(part -> refuse(part, reason));
      return;
    }
    int before = policies.size();
    parts.forEach(this::take);
    List<String> taken = policies.keySet().stream().skip(before).toList();
    edited.add(new Edited(name, taken));
  }

  /** The same rule about the services by their names here. */
  private Policy inServices(Policy policy) {
    Target target = policy.target();
    List<ResourcePattern> patterns =
        target.resources().stream()
            .map(
                one ->
                    new ResourcePattern(
                        renamed.getOrDefault(one.service(), one.service()),
                        one.elements(),
                        one.inside()))
            .toList();
    return policy.of(new Target(target.classifications(), target.where(), patterns));
  }

  private String service(JsonNode node) {
    return node.path("service").asText(standardService);
  }

  private void take(JsonNode node) {
    try {
      RangerPolicy policy = RangerJson.read(node, RangerPolicy.class);
      policy.setService(service(node));
      List<Policy> made = new ImportedPolicy(policy, services, renamed).policies();
      made.forEach(one -> add(one, service(node)));
    } catch (CatalogException unfit) {
      refuse(node, String.valueOf(unfit.getMessage()));
    } catch (IOException malformed) {
      refuse(node, "it is no policy of Ranger: " + unread(malformed));
    }
  }

  /** Where it cannot be read, without the parser's names of our classes. */
  private static String unread(IOException malformed) {
    if (!(malformed instanceof JsonMappingException mapping)) {
      return JsonFaults.reason(malformed);
    }
    String pointer =
        mapping.getPath().stream()
            .map(
                step -> "/" + (step.getFieldName() == null ? step.getIndex() : step.getFieldName()))
            .collect(Collectors.joining());
    return "at " + (pointer.isEmpty() ? "the top" : pointer) + " another value is expected";
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

  private void refuse(JsonNode node, String reason) {
    refused.add(
        new Refused(node.path("id").asLong(), service(node), node.path("name").asText(""), reason));
  }
}
