package dev.lily.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Policies of a Trino, imported as Ranger's: nine of ten let a group of a hundred read one table,
 * the tenth masks a classification of its own.
 *
 * @param prefix of their names
 */
record ManyPolicies(CatalogClient client, String prefix, int count) {
  private static final String POLICIES = "/api/lily/v1/policies";
  private static final int AT_ONCE = 2_000;
  private static final int PAGE = 100;

  /** Stores them, some at once. */
  void store() {
    for (int first = 0; first < count; first += AT_ONCE) {
      ObjectNode body = Json.object();
      var policies = body.putArray("policies");
      for (int i = first; i < Math.min(count, first + AT_ONCE); i++) {
        policies.add(i % 10 == 9 ? masking(i) : reading(i));
      }
      JsonNode report = client.post(POLICIES + "/import?force=true", body);
      if (!report.path("refused").isEmpty()) {
        throw new BenchException("policies were refused: " + report.path("refused").path(0));
      }
    }
  }

  /** Some of them, as they are stored. */
  List<ObjectNode> some() {
    String page = POLICIES + "?query=%s&limit=%d".formatted(prefix, PAGE);
    List<ObjectNode> found = new ArrayList<>();
    Json.parse(client.get(page)).path("policies").forEach(one -> found.add((ObjectNode) one));
    if (found.isEmpty()) {
      throw new BenchException("no policy is named " + prefix);
    }
    return found;
  }

  /** Gives the policy another description, which makes it another one to every engine. */
  ObjectNode change(ObjectNode policy, String description) {
    policy.put("description", description);
    JsonNode stored = client.put(POLICIES + "/" + policy.path("id").asLong(), policy);
    return ((ObjectNode) stored).without(List.of("warnings"));
  }

  private ObjectNode reading(int number) {
    ObjectNode policy = policy(number, "trino", "trino", 0);
    ObjectNode resources = policy.putObject("resources");
    values(resources, "catalog", "lake");
    values(resources, "schema", prefix + number / 100);
    values(resources, "table", "t" + number);
    item(policy.putArray("policyItems").addObject(), "select", number);
    return policy;
  }

  private ObjectNode masking(int number) {
    ObjectNode policy = policy(number, "lily_tag", "tag", 1);
    values(policy.putObject("resources"), "tag", prefix.toUpperCase(Locale.ROOT));
    ObjectNode item = policy.putArray("dataMaskPolicyItems").addObject();
    item(item, "trino:select", number);
    item.putObject("dataMaskInfo").put("dataMaskType", "trino:MASK_HASH");
    return policy;
  }

  private ObjectNode policy(int number, String service, String type, int kind) {
    return Json.object()
        .put("name", "%s policy %d".formatted(prefix, number))
        .put("service", service)
        .put("serviceType", type)
        .put("policyType", kind)
        .put("isEnabled", true);
  }

  private static void item(ObjectNode item, String access, int number) {
    item.putArray("groups").add("group_" + number % 100);
    item.putArray("accesses").addObject().put("type", access).put("isAllowed", true);
  }

  private static void values(ObjectNode resources, String element, String value) {
    resources.putObject(element).putArray("values").add(value);
  }
}
