package dev.lily.policy.ranger;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.lily.graph.asset.ValidityPeriod;
import dev.lily.policy.EngineResource;
import dev.lily.policy.tags.Hash64;
import dev.lily.policy.tags.Tag;
import dev.lily.policy.tags.TaggedResource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Tagged resources in the form of Ranger's {@code ServiceTags}. Ids are made from content, so that
 * they stay the same over versions and restarts. A resource without tags is a removed one: it has
 * no signature and an empty list of tags.
 */
final class TagsDocument {
  private static final JsonFactory JSON = new JsonFactory();

  private final String service;
  private final JsonGenerator json;

  private TagsDocument(String service, JsonGenerator json) {
    this.service = service;
    this.json = json;
  }

  /** What the document says of itself. */
  record Header(String service, long version, long updateTime, boolean delta) {}

  static byte[] write(Header header, Collection<TaggedResource> resources) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(1024 + 512 * resources.size());
    List<TaggedResource> ordered = new ArrayList<>(resources);
    ordered.sort(Comparator.comparing(resource -> resource.resource().key()));
    try {
      write(header, ordered, out);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.toByteArray();
  }

  /** The same, in the order given, without ever having all of it in memory. */
  static void write(Header header, Collection<TaggedResource> resources, OutputStream out)
      throws IOException {
    try (JsonGenerator json = JSON.createGenerator(out)) {
      new TagsDocument(header.service(), json).document(header, resources);
    }
  }

  private void document(Header header, Collection<TaggedResource> resources) throws IOException {
    Map<Long, Tag> tags = new TreeMap<>();
    resources.forEach(resource -> resource.tags().keySet().forEach(tag -> tags.put(tag.id(), tag)));
    json.writeStartObject();
    json.writeStringField("op", "add_or_update");
    json.writeStringField("serviceName", service);
    json.writeNumberField("tagVersion", header.version());
    json.writeNumberField("tagUpdateTime", header.updateTime());
    definitions(tags.values());
    json.writeObjectFieldStart("tags");
    for (Map.Entry<Long, Tag> tag : tags.entrySet()) {
      tag(tag.getKey(), tag.getValue());
    }
    json.writeEndObject();
    json.writeArrayFieldStart("serviceResources");
    for (TaggedResource resource : resources) {
      resource(resource);
    }
    json.writeEndArray();
    json.writeObjectFieldStart("resourceToTagIds");
    for (TaggedResource resource : resources) {
      json.writeFieldName(String.valueOf(TaggedResource.id(service, resource.resource())));
      long[] ids = resource.tags().keySet().stream().mapToLong(Tag::id).sorted().toArray();
      json.writeArray(ids, 0, ids.length);
    }
    json.writeEndObject();
    json.writeBooleanField("isDelta", header.delta());
    json.writeStringField("tagsChangeExtent", "ALL");
    json.writeBooleanField("isTagsDeduped", false);
    json.writeEndObject();
  }

  private void definitions(Collection<Tag> tags) throws IOException {
    Map<String, Long> types = new LinkedHashMap<>();
    tags.forEach(tag -> types.put(tag.type(), Hash64.of("tag definition\n" + tag.type())));
    json.writeObjectFieldStart("tagDefinitions");
    for (Map.Entry<String, Long> type : types.entrySet()) {
      json.writeObjectFieldStart(String.valueOf(type.getValue()));
      identity(type.getValue(), "def-" + type.getKey());
      json.writeStringField("name", type.getKey());
      json.writeStringField("source", "lily");
      json.writeArrayFieldStart("attributeDefs");
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private void tag(long id, Tag tag) throws IOException {
    json.writeObjectFieldStart(String.valueOf(id));
    identity(id, "tag-" + id);
    json.writeStringField("type", tag.type());
    json.writeNumberField("owner", 0);
    json.writeObjectFieldStart("attributes");
    for (Map.Entry<String, String> attribute : new TreeMap<>(tag.attributes()).entrySet()) {
      json.writeStringField(attribute.getKey(), attribute.getValue());
    }
    json.writeEndObject();
    if (!tag.validity().isEmpty()) {
      json.writeArrayFieldStart("validityPeriods");
      for (ValidityPeriod period : tag.validity()) {
        json.writeStartObject();
        json.writeStringField("startTime", period.startTime());
        json.writeStringField("endTime", period.endTime());
        json.writeStringField("timeZone", ValiditySchedules.zone(period));
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private void resource(TaggedResource tagged) throws IOException {
    EngineResource resource = tagged.resource();
    long id = TaggedResource.id(service, resource);
    json.writeStartObject();
    identity(id, "res-" + id);
    json.writeStringField("serviceName", service);
    json.writeObjectFieldStart("resourceElements");
    for (Map.Entry<String, String> element : resource.elements().entrySet()) {
      json.writeObjectFieldStart(element.getKey());
      json.writeArrayFieldStart("values");
      json.writeString(element.getValue());
      json.writeEndArray();
      json.writeBooleanField("isExcludes", false);
      json.writeBooleanField("isRecursive", false);
      json.writeEndObject();
    }
    json.writeEndObject();
    if (!tagged.tags().isEmpty()) {
      json.writeStringField("resourceSignature", "sig-" + id);
    }
    json.writeEndObject();
  }

  private void identity(long id, String guid) throws IOException {
    json.writeNumberField("id", id);
    json.writeStringField("guid", guid);
    json.writeBooleanField("isEnabled", true);
    json.writeNumberField("version", 1);
  }
}
