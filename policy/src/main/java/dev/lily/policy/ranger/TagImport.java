package dev.lily.policy.ranger;

import static dev.lily.graph.BadRequests.require;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lily.graph.asset.ValidityPeriod;
import dev.lily.policy.EngineResource;
import dev.lily.policy.PolicyValidity;
import dev.lily.policy.binding.EngineService;
import dev.lily.policy.tags.ForeignResource;
import dev.lily.policy.tags.ForeignTag;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A {@code ServiceTags} that a foreign TagSync sends. */
public final class TagImport {
  private static final List<String> OPERATIONS = List.of("add_or_update", "delete", "replace");
  private static final int VALUES = 1_000;

  private final EngineService service;
  private final JsonNode document;

  private TagImport(EngineService service, JsonNode document) {
    this.service = service;
    this.document = document;
  }

  /**
   * What the document says.
   *
   * @param whole whether the source has no other resources
   */
  public record Said(boolean whole, List<ForeignResource> resources) {}

  /**
   * Reads the document.
   *
   * @throws dev.lily.graph.CatalogException BAD_REQUEST with the field that Lily cannot keep
   */
  public static Said read(EngineService service, JsonNode document) {
    return new TagImport(service, document).said();
  }

  private Said said() {
    String operation = document.path("op").asText("add_or_update");
    require(
        OPERATIONS.contains(operation), "op: one of %s, not %s".formatted(OPERATIONS, operation));
    Map<String, ForeignTag> tags = new HashMap<>();
    document
        .path("tags")
        .properties()
        .forEach(tag -> tags.put(tag.getKey(), tag("tags." + tag.getKey(), tag.getValue())));
    List<ForeignResource> resources = new ArrayList<>();
    JsonNode all = document.path("serviceResources");
    for (int i = 0; i < all.size(); i++) {
      String field = "serviceResources[" + i + "]";
      List<ForeignTag> own =
          operation.equals("delete") ? List.of() : tagsOf(field, all.get(i), tags);
      for (EngineResource resource : resources(field + ".resourceElements", all.get(i))) {
        resources.add(new ForeignResource(resource, own));
      }
    }
    return new Said(operation.equals("replace"), resources);
  }

  private List<ForeignTag> tagsOf(String field, JsonNode resource, Map<String, ForeignTag> tags) {
    List<ForeignTag> own = new ArrayList<>();
    for (JsonNode id : document.path("resourceToTagIds").path(resource.path("id").asText())) {
      ForeignTag tag = tags.get(id.asText());
      require(tag != null, field + ": there is no tag " + id.asText() + " in tags");
      own.add(tag);
    }
    return own;
  }

  private static ForeignTag tag(String field, JsonNode tag) {
    Map<String, String> attributes = new HashMap<>();
    tag.path("attributes")
        .properties()
        .forEach(one -> attributes.put(one.getKey(), one.getValue().asText("")));
    List<ValidityPeriod> validity = new ArrayList<>();
    for (JsonNode period : tag.path("validityPeriods")) {
      validity.add(
          new ValidityPeriod(
              period.path("startTime").asText(""),
              period.path("endTime").asText(""),
              period.path("timeZone").asText("")));
    }
    PolicyValidity.check(field + ".validityPeriods", validity);
    return new ForeignTag(tag.path("type").asText(""), attributes, validity);
  }

  /** The resources that are named, outermost element first. */
  private List<EngineResource> resources(String field, JsonNode resource) {
    JsonNode elements = resource.path("resourceElements");
    List<String> known = service.type().elements();
    require(
        !elements.isEmpty() && elements.size() <= known.size(),
        "%s: name the first of %s".formatted(field, known));
    List<Map<String, String>> found = new ArrayList<>(List.of(new LinkedHashMap<>()));
    for (String name : known.subList(0, elements.size())) {
      JsonNode element = elements.path(name);
      require(
          !element.path("values").isEmpty(),
          "%s.%s: needs values; %s are expected from the left".formatted(field, name, known));
      require(
          !element.path("isExcludes").asBoolean() && !element.path("isRecursive").asBoolean(),
          "%s.%s: isExcludes and isRecursive are not kept; name the resources"
              .formatted(field, name));
      List<Map<String, String>> longer = new ArrayList<>();
      for (Map<String, String> outer : found) {
        for (JsonNode value : element.path("values")) {
          Map<String, String> one = new LinkedHashMap<>(outer);
          one.put(name, value.asText());
          longer.add(one);
        }
      }
      require(longer.size() <= VALUES, field + ": at most " + VALUES + " combinations of values");
      found = longer;
    }
    return found.stream().map(EngineResource::new).toList();
  }
}
