package dev.lily.graph.change;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.lily.graph.TenantId;
import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.AssetRef;
import dev.lily.graph.asset.AssetStatus;
import dev.lily.graph.asset.AuditInfo;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.Provenance;
import dev.lily.graph.asset.ValidityPeriod;
import dev.lily.graph.change.ChangeEvent.AttributeChange;
import dev.lily.graph.change.ChangeEvent.ClassificationChange;
import dev.lily.graph.change.ChangeEvent.Kind;
import dev.lily.graph.change.ChangeEvent.Operation;
import dev.lily.graph.change.ChangeEvent.Origin;
import dev.lily.graph.change.ChangeEvent.RelationshipChange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads change events field by field, each from one text. Absent and null fields mean empty where
 * that is possible, unknown ones are passed over.
 */
final class ChangeEventReader {
  private static final ObjectReader VALUES = reader(new TypeReference<Map<String, Object>>() {});
  private static final ObjectReader TEXTS = reader(new TypeReference<Map<String, String>>() {});
  private static final ObjectReader LABELS = reader(new TypeReference<Set<String>>() {});
  private static final ObjectReader BUSINESS =
      reader(new TypeReference<Map<String, Map<String, Object>>>() {});
  private static final ObjectReader PERIODS = reader(new TypeReference<List<ValidityPeriod>>() {});
  private static final ObjectReader ATTRIBUTES =
      reader(new TypeReference<Map<String, AttributeChange>>() {});
  private static final ObjectReader RELATIONSHIPS =
      reader(new TypeReference<List<RelationshipChange>>() {});

  private final JsonParser json;

  ChangeEventReader(JsonParser json) {
    this.json = json;
  }

  private static ObjectReader reader(TypeReference<?> type) {
    return ValueJson.MAPPER.readerFor(type);
  }

  ChangeEvent read() throws IOException {
    json.nextToken();
    String id = "";
    TenantId tenant = null;
    Kind kind = null;
    Asset asset = null;
    String rootKey = "";
    Origin origin = null;
    Map<String, AttributeChange> attributes = Map.of();
    List<ClassificationChange> classifications = List.of();
    List<RelationshipChange> relationships = List.of();
    for (String name = first(); name != null; name = next()) {
      switch (name) {
        case "id" -> id = text();
        case "tenant" -> tenant = new TenantId(text());
        case "kind" -> kind = Kind.valueOf(text());
        case "asset" -> asset = asset();
        case "rootKey" -> rootKey = text();
        case "origin" -> origin = origin();
        case "attributes" -> attributes = value(ATTRIBUTES, Map.of());
        case "classifications" -> classifications = list(this::classificationChange);
        case "relationships" -> relationships = value(RELATIONSHIPS, List.of());
        default -> json.skipChildren();
      }
    }
    return new ChangeEvent(
        id,
        required(tenant, "tenant"),
        required(kind, "kind"),
        required(asset, "asset"),
        rootKey,
        required(origin, "origin"),
        attributes,
        classifications,
        relationships);
  }

  private Origin origin() throws IOException {
    String actor = "";
    String causeId = "";
    long time = 0;
    for (String name = first(); name != null; name = next()) {
      switch (name) {
        case "actor" -> actor = text();
        case "causeId" -> causeId = text();
        case "time" -> time = number();
        default -> json.skipChildren();
      }
    }
    return new Origin(actor, causeId, time);
  }

  private Asset asset() throws IOException {
    AssetRef ref = null;
    AssetStatus status = null;
    boolean incomplete = false;
    Map<String, @Nullable Object> attributes = Map.of();
    List<Classification> classifications = List.of();
    Set<String> labels = Set.of();
    Map<String, String> custom = Map.of();
    Map<String, Map<String, @Nullable Object>> business = Map.of();
    AuditInfo audit = null;
    for (String name = first(); name != null; name = next()) {
      switch (name) {
        case "ref" -> ref = ref();
        case "status" -> status = AssetStatus.valueOf(text());
        case "incomplete" -> incomplete = flag();
        case "attributes" -> attributes = value(VALUES, Map.of());
        case "classifications" -> classifications = list(this::classification);
        case "labels" -> labels = value(LABELS, Set.of());
        case "customAttributes" -> custom = value(TEXTS, Map.of());
        case "businessAttributes" -> business = value(BUSINESS, Map.of());
        case "audit" -> audit = audit();
        default -> json.skipChildren();
      }
    }
    return new Asset(
        required(ref, "asset.ref"),
        required(status, "asset.status"),
        incomplete,
        attributes,
        classifications,
        labels,
        custom,
        business,
        required(audit, "asset.audit"));
  }

  private AssetRef ref() throws IOException {
    Guid guid = null;
    AssetKey key = null;
    for (String name = first(); name != null; name = next()) {
      switch (name) {
        case "guid" -> guid = guid();
        case "key" -> key = key();
        default -> json.skipChildren();
      }
    }
    return new AssetRef(required(guid, "asset.ref.guid"), required(key, "asset.ref.key"));
  }

  private AssetKey key() throws IOException {
    String typeName = "";
    String qualifiedName = "";
    for (String name = first(); name != null; name = next()) {
      switch (name) {
        case "typeName" -> typeName = text();
        case "qualifiedName" -> qualifiedName = text();
        default -> json.skipChildren();
      }
    }
    return new AssetKey(typeName, qualifiedName);
  }

  private AuditInfo audit() throws IOException {
    long createTime = 0;
    long updateTime = 0;
    String createdBy = "";
    String updatedBy = "";
    long version = 0;
    for (String name = first(); name != null; name = next()) {
      switch (name) {
        case "createTime" -> createTime = number();
        case "updateTime" -> updateTime = number();
        case "createdBy" -> createdBy = text();
        case "updatedBy" -> updatedBy = text();
        case "version" -> version = number();
        default -> json.skipChildren();
      }
    }
    return new AuditInfo(createTime, updateTime, createdBy, updatedBy, version);
  }

  private ClassificationChange classificationChange() throws IOException {
    Operation operation = null;
    Classification classification = null;
    for (String name = first(); name != null; name = next()) {
      switch (name) {
        case "operation" -> operation = Operation.valueOf(text());
        case "classification" -> classification = classification();
        default -> json.skipChildren();
      }
    }
    return new ClassificationChange(
        required(operation, "operation"), required(classification, "classification"));
  }

  private Classification classification() throws IOException {
    String typeName = "";
    Guid origin = null;
    Map<String, @Nullable Object> attributes = Map.of();
    Classification.Rules rules = null;
    List<ValidityPeriod> periods = List.of();
    Provenance provenance = null;
    for (String name = first(); name != null; name = next()) {
      switch (name) {
        case "typeName" -> typeName = text();
        case "origin" -> origin = guid();
        case "attributes" -> attributes = value(VALUES, Map.of());
        case "rules" -> rules = rules();
        case "validityPeriods" -> periods = value(PERIODS, List.of());
        case "provenance" -> provenance = provenance();
        default -> json.skipChildren();
      }
    }
    return new Classification(
        typeName,
        required(origin, "classification.origin"),
        attributes,
        required(rules, "classification.rules"),
        periods,
        provenance);
  }

  private Classification.Rules rules() throws IOException {
    boolean propagate = false;
    boolean removed = false;
    boolean notThroughLineage = false;
    boolean notThroughHierarchy = false;
    for (String name = first(); name != null; name = next()) {
      switch (name) {
        case "propagate" -> propagate = flag();
        case "removePropagationsOnEntityDelete" -> removed = flag();
        case "restrictPropagationThroughLineage" -> notThroughLineage = flag();
        case "restrictPropagationThroughHierarchy" -> notThroughHierarchy = flag();
        default -> json.skipChildren();
      }
    }
    return new Classification.Rules(propagate, removed, notThroughLineage, notThroughHierarchy);
  }

  private @Nullable Provenance provenance() throws IOException {
    if (isNull()) {
      return null;
    }
    String actor = "";
    long time = 0;
    String requestId = "";
    String eventId = "";
    for (String name = first(); name != null; name = next()) {
      switch (name) {
        case "actor" -> actor = text();
        case "time" -> time = number();
        case "requestId" -> requestId = text();
        case "eventId" -> eventId = text();
        default -> json.skipChildren();
      }
    }
    return new Provenance(actor, time, requestId, eventId);
  }

  /** The name of the first field of the object at hand, with its value at hand. */
  private @Nullable String first() throws IOException {
    expect(JsonToken.START_OBJECT);
    return next();
  }

  private @Nullable String next() throws IOException {
    String name = json.nextFieldName();
    if (name == null) {
      expect(JsonToken.END_OBJECT);
    } else {
      json.nextToken();
    }
    return name;
  }

  private void expect(JsonToken token) throws JsonParseException {
    if (!json.hasToken(token)) {
      throw new JsonParseException(json, "%s instead of %s".formatted(json.currentToken(), token));
    }
  }

  private boolean isNull() {
    return json.hasToken(JsonToken.VALUE_NULL);
  }

  private String text() throws IOException {
    if (isNull()) {
      return "";
    }
    expect(JsonToken.VALUE_STRING);
    return json.getText();
  }

  private long number() throws IOException {
    return isNull() ? 0 : json.getLongValue();
  }

  private boolean flag() throws IOException {
    return !isNull() && json.getBooleanValue();
  }

  private Guid guid() throws IOException {
    String text = text();
    return Guid.parse(text)
        .orElseThrow(() -> new JsonParseException(json, "'" + text + "' is no guid"));
  }

  private <T> T value(ObjectReader reader, T absent) throws IOException {
    return isNull() ? absent : reader.readValue(json);
  }

  private interface Element<T> {
    T read() throws IOException;
  }

  private <T> List<T> list(Element<T> element) throws IOException {
    if (isNull()) {
      return List.of();
    }
    expect(JsonToken.START_ARRAY);
    List<T> all = new ArrayList<>(1);
    while (json.nextToken() != JsonToken.END_ARRAY) {
      all.add(element.read());
    }
    return all;
  }

  private <T> T required(@Nullable T value, String name) throws JsonParseException {
    if (value == null) {
      throw new JsonParseException(json, name + " is missing");
    }
    return value;
  }
}
