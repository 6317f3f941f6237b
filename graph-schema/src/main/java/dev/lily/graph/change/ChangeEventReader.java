package dev.lily.graph.change;

import com.fasterxml.jackson.core.JsonParser;
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

  private final JsonFields json;

  ChangeEventReader(JsonParser json) {
    this.json = new JsonFields(json);
  }

  private static ObjectReader reader(TypeReference<?> type) {
    return ValueJson.MAPPER.readerFor(type);
  }

  ChangeEvent read() throws IOException {
    json.begin();
    String id = "";
    TenantId tenant = null;
    Kind kind = null;
    Asset asset = null;
    String rootKey = "";
    Origin origin = null;
    Map<String, AttributeChange> attributes = Map.of();
    List<ClassificationChange> classifications = List.of();
    List<RelationshipChange> relationships = List.of();
    for (String name = json.first(); name != null; name = json.next()) {
      switch (name) {
        case "id" -> id = json.text();
        case "tenant" -> tenant = new TenantId(json.text());
        case "kind" -> kind = Kind.valueOf(json.text());
        case "asset" -> asset = asset();
        case "rootKey" -> rootKey = json.text();
        case "origin" -> origin = origin();
        case "attributes" -> attributes = json.value(ATTRIBUTES, Map.of());
        case "classifications" -> classifications = json.list(this::classificationChange);
        case "relationships" -> relationships = json.value(RELATIONSHIPS, List.of());
        default -> json.skip();
      }
    }
    return new ChangeEvent(
        id,
        json.required(tenant, "tenant"),
        json.required(kind, "kind"),
        json.required(asset, "asset"),
        rootKey,
        json.required(origin, "origin"),
        attributes,
        classifications,
        relationships);
  }

  private Origin origin() throws IOException {
    String actor = "";
    String causeId = "";
    long time = 0;
    for (String name = json.first(); name != null; name = json.next()) {
      switch (name) {
        case "actor" -> actor = json.text();
        case "causeId" -> causeId = json.text();
        case "time" -> time = json.number();
        default -> json.skip();
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
    for (String name = json.first(); name != null; name = json.next()) {
      switch (name) {
        case "ref" -> ref = ref();
        case "status" -> status = AssetStatus.valueOf(json.text());
        case "incomplete" -> incomplete = json.flag();
        case "attributes" -> attributes = json.value(VALUES, Map.of());
        case "classifications" -> classifications = json.list(this::classification);
        case "labels" -> labels = json.value(LABELS, Set.of());
        case "customAttributes" -> custom = json.value(TEXTS, Map.of());
        case "businessAttributes" -> business = json.value(BUSINESS, Map.of());
        case "audit" -> audit = audit();
        default -> json.skip();
      }
    }
    return new Asset(
        json.required(ref, "asset.ref"),
        json.required(status, "asset.status"),
        incomplete,
        attributes,
        classifications,
        labels,
        custom,
        business,
        json.required(audit, "asset.audit"));
  }

  private AssetRef ref() throws IOException {
    Guid guid = null;
    AssetKey key = null;
    for (String name = json.first(); name != null; name = json.next()) {
      switch (name) {
        case "guid" -> guid = json.guid();
        case "key" -> key = key();
        default -> json.skip();
      }
    }
    return new AssetRef(json.required(guid, "asset.ref.guid"), json.required(key, "asset.ref.key"));
  }

  private AssetKey key() throws IOException {
    String typeName = "";
    String qualifiedName = "";
    for (String name = json.first(); name != null; name = json.next()) {
      switch (name) {
        case "typeName" -> typeName = json.text();
        case "qualifiedName" -> qualifiedName = json.text();
        default -> json.skip();
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
    for (String name = json.first(); name != null; name = json.next()) {
      switch (name) {
        case "createTime" -> createTime = json.number();
        case "updateTime" -> updateTime = json.number();
        case "createdBy" -> createdBy = json.text();
        case "updatedBy" -> updatedBy = json.text();
        case "version" -> version = json.number();
        default -> json.skip();
      }
    }
    return new AuditInfo(createTime, updateTime, createdBy, updatedBy, version);
  }

  private ClassificationChange classificationChange() throws IOException {
    Operation operation = null;
    Classification classification = null;
    for (String name = json.first(); name != null; name = json.next()) {
      switch (name) {
        case "operation" -> operation = Operation.valueOf(json.text());
        case "classification" -> classification = classification();
        default -> json.skip();
      }
    }
    return new ClassificationChange(
        json.required(operation, "operation"), json.required(classification, "classification"));
  }

  private Classification classification() throws IOException {
    String typeName = "";
    Guid origin = null;
    Map<String, @Nullable Object> attributes = Map.of();
    Classification.Rules rules = null;
    List<ValidityPeriod> periods = List.of();
    Provenance provenance = null;
    for (String name = json.first(); name != null; name = json.next()) {
      switch (name) {
        case "typeName" -> typeName = json.text();
        case "origin" -> origin = json.guid();
        case "attributes" -> attributes = json.value(VALUES, Map.of());
        case "rules" -> rules = rules();
        case "validityPeriods" -> periods = json.value(PERIODS, List.of());
        case "provenance" -> provenance = provenance();
        default -> json.skip();
      }
    }
    return new Classification(
        typeName,
        json.required(origin, "classification.origin"),
        attributes,
        json.required(rules, "classification.rules"),
        periods,
        provenance);
  }

  private Classification.Rules rules() throws IOException {
    boolean propagate = false;
    boolean removed = false;
    boolean notThroughLineage = false;
    boolean notThroughHierarchy = false;
    for (String name = json.first(); name != null; name = json.next()) {
      switch (name) {
        case "propagate" -> propagate = json.flag();
        case "removePropagationsOnEntityDelete" -> removed = json.flag();
        case "restrictPropagationThroughLineage" -> notThroughLineage = json.flag();
        case "restrictPropagationThroughHierarchy" -> notThroughHierarchy = json.flag();
        default -> json.skip();
      }
    }
    return new Classification.Rules(propagate, removed, notThroughLineage, notThroughHierarchy);
  }

  private @Nullable Provenance provenance() throws IOException {
    if (json.isNull()) {
      return null;
    }
    String actor = "";
    long time = 0;
    String requestId = "";
    String eventId = "";
    for (String name = json.first(); name != null; name = json.next()) {
      switch (name) {
        case "actor" -> actor = json.text();
        case "time" -> time = json.number();
        case "requestId" -> requestId = json.text();
        case "eventId" -> eventId = json.text();
        default -> json.skip();
      }
    }
    return new Provenance(actor, time, requestId, eventId);
  }
}
